package dev.tollgate.gateway;

import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.UpstreamHealth;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which upstream comes next: another one first, the same one again only where nothing can have been
 * answered yet, three tries in all, none without time left, none at an upstream that is out while
 * there is another, and once a larger one for what was too long. Guarded by its exchange's lock.
 */
final class Attempts {

  private static final int MOST = 3;
  private static final Duration LEAST_TIME = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final long BACKOFF_MILLIS = 100;
  private static final UpstreamFailure OVERDUE =
      UpstreamFailure.of(Kind.TIMEOUT, "no answer within the request's time");

  private final List<Candidate> candidates;
  private final UpstreamHealths healths;
  private final RetryBudget budget;
  private final ExchangeClock clock;
  private final RandomGenerator jitter;
  private int current;
  private int untried;
  private long tooLongFor;
  private UpstreamHealth.@Nullable Visit latest;
  private int made;
  private boolean repeated;
  private boolean retrying;
  private boolean forced;
  private boolean outOfBudget;

  /**
   * A try.
   *
   * @param visit the attempt that it already has at its upstream; null for one that has to wait
   */
  record Try(Candidate candidate, Duration delay, UpstreamHealth.@Nullable Visit visit) {}

  Attempts(
      List<Candidate> candidates,
      UpstreamHealths healths,
      RetryBudget budget,
      ExchangeClock clock,
      RandomGenerator jitter) {
    this.candidates = candidates;
    this.healths = healths;
    this.budget = budget;
    this.clock = clock;
    this.jitter = jitter;
  }

  /** The first try, or null when there is no way at all. */
  @Nullable Try first() {
    made = 1;
    Try next = enterNext();
    return next == null && !candidates.isEmpty() ? soonestBack() : next;
  }

  /** The next try after that failure, or null when there is none. */
  @Nullable Try after(boolean accepted, UpstreamFailure failure) {
    boolean mayHelp = failure.isRetryable() || failure.isTooLong();
    if (!mayHelp || made >= MOST || !hasTimeBehind(Duration.ZERO)) {
      return null;
    }
    Try next = failure.isTooLong() ? larger() : next(accepted, failure);
    if (next != null) {
      made++;
    }
    return next;
  }

  /** The attempt of that try at its upstream, once its wait is over. */
  UpstreamHealth.Visit visit(Try due) {
    UpstreamHealth.Visit visit =
        due.visit() == null ? healths.of(due.candidate()).force() : due.visit();
    latest = visit;
    return visit;
  }

  /**
   * The call's time is over and nothing was said: it is the upstream's failure if it had all of
   * that time. An answer that is being judged has counted as a success before.
   */
  void overdue() {
    UpstreamHealth.Visit only = latest;
    if (made == 1 && only != null) {
      healths.failed(candidates.get(current), only, OVERDUE);
    }
  }

  /** True when there would have been another try, and too many calls were at theirs. */
  boolean outOfBudget() {
    return outOfBudget;
  }

  /** Gives back what the call took of the budget. */
  void close() {
    if (retrying) {
      retrying = false;
      budget.giveBack();
    }
  }

  private @Nullable Try next(boolean accepted, UpstreamFailure failure) {
    boolean untouched = !accepted && !repeated;
    if (untouched && failure.kind() == Kind.CONNECTION_LOST) {
      // A pooled connection that the other side had closed: the request was never read.
      Try same = again(backoff());
      if (same != null) {
        return same;
      }
    }
    if (forced) {
      return null;
    }
    Try next = switched();
    if (next != null) {
      return next;
    }
    if (untouched && failure.kind() == Kind.CONNECT_FAILED) {
      return again(backoff());
    }
    Duration wait = failure.retryAfter().orElse(LONGEST_WAIT.plusNanos(1));
    boolean worthIt = failure.kind() == Kind.RATE_LIMITED && wait.compareTo(LONGEST_WAIT) <= 0;
    return worthIt ? again(wait) : null;
  }

  /** Where more fits; what does not fit there either is the caller's matter. */
  private @Nullable Try larger() {
    if (tooLongFor > 0) {
      return null;
    }
    tooLongFor = candidates.get(current).contextWindow();
    return switched();
  }

  private @Nullable Try switched() {
    Try next = enterNext();
    if (next != null) {
      close();
      repeated = false;
      outOfBudget = false;
    }
    return next;
  }

  private Duration backoff() {
    return Duration.ofMillis(jitter.nextLong(BACKOFF_MILLIS));
  }

  private boolean hasTimeBehind(Duration wait) {
    return clock.left().minus(wait).compareTo(LEAST_TIME) >= 0;
  }

  private @Nullable Try again(Duration delay) {
    if (!hasTimeBehind(delay)) {
      return null;
    }
    if (!retrying && !budget.take()) {
      outOfBudget = true;
      return null;
    }
    retrying = true;
    repeated = true;
    return new Try(candidates.get(current), delay, null);
  }

  private @Nullable Try enterNext() {
    while (untried < candidates.size()) {
      int next = untried++;
      Candidate candidate = candidates.get(next);
      if (candidate.contextWindow() > tooLongFor) {
        Optional<UpstreamHealth.Visit> visit = healths.enter(candidate);
        if (visit.isPresent()) {
          current = next;
          return new Try(candidate, Duration.ZERO, visit.get());
        }
      }
    }
    return null;
  }

  /** All are out: the one that is back soonest is tried all the same. */
  private Try soonestBack() {
    Candidate soonest =
        candidates.stream().min(Comparator.comparing(healths::outFor)).orElseThrow();
    current = candidates.indexOf(soonest);
    forced = true;
    return new Try(soonest, Duration.ZERO, healths.of(soonest).force());
  }
}
