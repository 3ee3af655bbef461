package dev.tollgate.gateway;

import dev.tollgate.routing.Candidate;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which upstream comes next: another one first, the same one again only where nothing can have been
 * answered yet, three tries in all, none without time left. Guarded by its exchange's lock.
 */
final class Attempts {

  private static final int MOST = 3;
  private static final Duration LEAST_TIME = Duration.ofSeconds(2);
  private static final long BACKOFF_MILLIS = 100;

  private final List<Candidate> candidates;
  private final ExchangeClock clock;
  private final RandomGenerator jitter;
  private int index;
  private int made;
  private boolean repeated;

  /** A try, and how long to wait before it. */
  record Try(Candidate candidate, Duration delay) {}

  Attempts(List<Candidate> candidates, ExchangeClock clock, RandomGenerator jitter) {
    this.candidates = candidates;
    this.clock = clock;
    this.jitter = jitter;
  }

  Try first() {
    made = 1;
    return new Try(candidates.get(0), Duration.ZERO);
  }

  /** The next try after that failure, or null when there is none. */
  @Nullable Try after(boolean accepted, UpstreamFailure failure) {
    if (!failure.isRetryable() || made >= MOST || clock.left().compareTo(LEAST_TIME) < 0) {
      return null;
    }
    boolean another = index + 1 < candidates.size();
    boolean untouched = !accepted && !repeated;
    if (untouched
        && (failure.kind() == Kind.CONNECTION_LOST
            || (failure.kind() == Kind.CONNECT_FAILED && !another))) {
      // A pooled connection that the other side had closed: the request was never read.
      repeated = true;
      made++;
      return new Try(candidates.get(index), Duration.ofMillis(jitter.nextLong(BACKOFF_MILLIS)));
    }
    if (!another) {
      return null;
    }
    index++;
    made++;
    repeated = false;
    return new Try(candidates.get(index), Duration.ZERO);
  }
}
