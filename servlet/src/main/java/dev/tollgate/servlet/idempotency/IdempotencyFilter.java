package dev.tollgate.servlet.idempotency;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.Fingerprint;
import dev.tollgate.idempotency.Idempotency;
import dev.tollgate.idempotency.IdempotencyKey;
import dev.tollgate.idempotency.KeptStream;
import dev.tollgate.idempotency.KeyScope;
import dev.tollgate.idempotency.Lead;
import dev.tollgate.idempotency.Turn;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.KeyedBody;
import dev.tollgate.servlet.http.LeadingRequest;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.StreamJoin;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first request with an {@code Idempotency-Key} pass, and answers the same ones behind it
 * with what the first one got; another body is refused. A request that has to wait holds no thread
 * and no credits.
 *
 * <p>Whoever stands behind it claims the key together with the hold, and tells the {@link
 * LeadingRequest} how the work ended. To be mapped for REQUEST and ASYNC, behind a filter that
 * leaves a {@link KeyedBody}: one that waited comes through a second time. Thread-safe.
 */
public final class IdempotencyFilter implements Filter {

  private static final String IGNORED = "Idempotency-Ignored";

  private final Idempotency keys;
  private final CallerResolver callers;
  private final Terms terms;
  private final TurnWait waiting;
  private final ErrorWriter errors;

  /**
   * How keys are taken.
   *
   * @param retention how long answers are kept
   * @param patience how long a request waits for the first one with its key
   * @param streams gives running streams to those who ask again; null where streams take no keys
   */
  public record Terms(Duration retention, Duration patience, @Nullable StreamJoin streams) {

    /** Terms under which streams take no keys. */
    public Terms(Duration retention, Duration patience) {
      this(retention, patience, null);
    }
  }

  /** A filter before those who claim and settle. */
  public IdempotencyFilter(
      Idempotency keys, CallerResolver callers, Terms terms, TurnWait waiting, ErrorWriter errors) {
    this.keys = Objects.requireNonNull(keys);
    this.callers = Objects.requireNonNull(callers);
    this.terms = Objects.requireNonNull(terms);
    this.waiting = Objects.requireNonNull(waiting);
    this.errors = Objects.requireNonNull(errors);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest in = (HttpServletRequest) request;
    HttpServletResponse out = (HttpServletResponse) response;
    Optional<Turn> waitedFor = TurnWait.takeTurn(in);
    Optional<KeyedBody> body = RequestAttributes.keyedBody(in);
    if (waitedFor.isPresent()) {
      act(waitedFor.get(), in, out, chain);
    } else if (body.isEmpty() || RequestAttributes.leading(in).isPresent()) {
      chain.doFilter(request, response);
    } else if (body.get().stream() && terms.streams() == null) {
      out.setHeader(IGNORED, "streaming");
      chain.doFilter(request, response);
    } else {
      enter(body.get().fingerprint(), in, out, chain);
    }
  }

  private void enter(
      Fingerprint body, HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    CompletableFuture<Turn> turn;
    try {
      // Two headers are one with a list in it, and so no key.
      String text = String.join(", ", Collections.list(in.getHeaders(IdempotencyKey.HEADER)));
      KeyScope scope =
          new KeyScope(
              callers.callerOf(in).account(), in.getServletPath(), new IdempotencyKey(text));
      turn = keys.enter(new ClaimOrder(scope, body, terms.retention()), terms.patience());
    } catch (Refusal refusal) {
      errors.write(out, refusal);
      return;
    }
    await(turn, in, out, chain);
  }

  private void await(
      CompletableFuture<Turn> turn,
      HttpServletRequest in,
      HttpServletResponse out,
      FilterChain chain)
      throws IOException, ServletException {
    if (turn.isDone()) {
      act(turn.join(), in, out, chain);
    } else {
      waiting.await(turn, in);
    }
  }

  private void act(Turn turn, HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    if (turn instanceof Lead lead) {
      lead(new LeadingRequest(lead), in, out, chain);
    } else if (turn instanceof Turn.Replay replay) {
      ReplayWriter.write(replay.answer(), in, out);
    } else if (turn instanceof Turn.Attach attach) {
      attach(attach.stream(), in, out, chain);
    } else if (turn instanceof Turn.Refused refused) {
      errors.write(out, refused.refusal());
    } else {
      throw new IllegalStateException("a turn of no known kind: " + turn);
    }
  }

  private void attach(
      KeptStream stream, HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    StreamJoin streams = terms.streams();
    if (streams == null || !streams.join(stream, in, out)) {
      // It ended, or became too long to be read from its beginning.
      enter(RequestAttributes.keyedBody(in).orElseThrow().fingerprint(), in, out, chain);
    }
  }

  private void lead(
      LeadingRequest leading, HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    in.setAttribute(RequestAttributes.LEADING, leading);
    try {
      chain.doFilter(in, out);
    } finally {
      // Whoever goes on asynchronously has taken the lead already.
      leading.takeIfFree().ifPresent(Lead::failed);
    }
    if (leading.next().isPresent()) {
      in.removeAttribute(RequestAttributes.LEADING);
      await(leading.next().get(), in, out, chain);
    }
  }
}
