package dev.tollgate.servlet.idempotency;

import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.idempotency.IdempotencyStore;
import dev.tollgate.idempotency.Lead;
import dev.tollgate.idempotency.OpenClaim;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.LeadingRequest;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.StoreWait;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Claims the keys of somebody else's servlet, which knows nothing of them, and keeps its answers:
 * status, type and body of those with status 200 and no more than a bound. The caller gets such an
 * answer once it is kept. Any other one frees its key. To stand behind {@link KeyedBodyFilter} and
 * {@link IdempotencyFilter}, mapped for REQUEST and ASYNC. Thread-safe.
 *
 * <p>Waits for the store on the container's thread, and so does not let a request with a key go
 * asynchronous.
 */
public final class KeptAnswerFilter implements Filter {

  private static final StoreWait KEEPING = StoreWait.ofRequest(Duration.ofSeconds(30));

  private final IdempotencyStore store;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final Bounds bounds;
  private final ErrorWriter errors;

  /**
   * What is kept.
   *
   * @param body the most bytes of an answer
   * @param longestWork how long a request may take; behind that its key is another's
   */
  public record Bounds(int body, Duration longestWork) {}

  /** A filter on that store. */
  public KeptAnswerFilter(
      IdempotencyStore store,
      TimeOrderedIds ids,
      InstantSource clock,
      Bounds bounds,
      ErrorWriter errors) {
    this.store = Objects.requireNonNull(store);
    this.ids = Objects.requireNonNull(ids);
    this.clock = Objects.requireNonNull(clock);
    this.bounds = Objects.requireNonNull(bounds);
    this.errors = Objects.requireNonNull(errors);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest in = (HttpServletRequest) request;
    HttpServletResponse out = (HttpServletResponse) response;
    Optional<LeadingRequest> leading = RequestAttributes.leading(in);
    if (leading.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    Instant now = clock.instant();
    OpenClaim claim =
        new OpenClaim(
            leading.get().order(), ids.next(OpenClaim.PREFIX), now, now.plus(bounds.longestWork()));
    try {
      ClaimOutcome outcome = StoreWait.OF_REQUEST.outcome(store.claim(claim));
      if (outcome instanceof ClaimOutcome.Taken taken) {
        leading.get().taken(taken);
        return;
      }
    } catch (Refusal refusal) {
      // It may still be claimed, and then nobody would have it.
      free(claim);
      errors.write(out, refusal);
      return;
    }
    leading.get().claimed();
    work(claim, leading.get(), in, out, chain);
  }

  private void work(
      OpenClaim claim,
      LeadingRequest leading,
      HttpServletRequest in,
      HttpServletResponse out,
      FilterChain chain)
      throws IOException, ServletException {
    HeldResponse held = new HeldResponse(out, bounds.body());
    // The key is claimed: whoever makes a hold behind this must not claim it once more.
    in.removeAttribute(RequestAttributes.LEADING);
    Optional<StoredAnswer> answer = Optional.empty();
    try {
      chain.doFilter(new BlockingRequest(in), held);
      answer = held.answer();
    } finally {
      if (answer.isEmpty()) {
        free(claim);
      }
    }
    if (answer.isPresent()) {
      Optional<Lead> lead = leading.takeIfFree();
      StoredAnswer kept = answer.get();
      try {
        keep(claim, kept);
      } catch (Refusal refusal) {
        lead.ifPresent(Lead::failed);
        errors.write(out, refusal);
        return;
      } catch (RuntimeException failure) {
        free(claim);
        lead.ifPresent(Lead::failed);
        throw failure;
      }
      lead.ifPresent(first -> first.finished(kept));
    }
    held.send();
  }

  private void keep(OpenClaim claim, StoredAnswer answer) {
    if (!KEEPING.outcome(store.finish(claim, answer, clock.instant()))) {
      throw Refusal.retryable(
          RefusalKind.IDEMPOTENCY_IN_PROGRESS,
          "The request took too long, and another one with its Idempotency-Key has begun.",
          Duration.ofSeconds(1));
    }
  }

  /** What is not freed so is free when its time is over. */
  private void free(OpenClaim claim) {
    store.free(claim);
  }
}
