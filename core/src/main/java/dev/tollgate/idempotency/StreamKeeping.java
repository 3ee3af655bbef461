package dev.tollgate.idempotency;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the streams under way in this process may keep, all together and each. Thread-safe. */
public final class StreamKeeping {

  private final Bounds bounds;
  private final ScheduledExecutorService timer;
  private final AtomicLong taken = new AtomicLong();

  /**
   * How much is kept.
   *
   * @param ofOne bytes of one stream; a longer one goes on, and can't be had again
   * @param inAll bytes of all streams under way
   * @param readers how many may read one stream at a time, at least 1
   * @param grace how long a stream goes on that nobody reads
   */
  public record Bounds(long ofOne, long inAll, int readers, Duration grace) {}

  /**
   * Keeping within those bounds.
   *
   * @param timer runs the ends of grace times; it must forget what is cancelled
   */
  public StreamKeeping(Bounds bounds, ScheduledExecutorService timer) {
    this.bounds = bounds;
    this.timer = timer;
  }

  /** A stream that has no events yet. */
  public KeptStream begin() {
    return new KeptStream(this);
  }

  /** How many bytes are kept now. */
  public long taken() {
    return taken.get();
  }

  /** Takes that many more for a stream that has so many, or none and false. */
  boolean take(long bytes, long alreadyTaken) {
    if (alreadyTaken + bytes > bounds.ofOne()) {
      return false;
    }
    if (taken.addAndGet(bytes) <= bounds.inAll()) {
      return true;
    }
    give(bytes);
    return false;
  }

  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  boolean allowsMoreReaders(int present) {
    return present < bounds.readers();
  }

  Future<?> afterGrace(Runnable over) {
    return timer.schedule(over, bounds.grace().toNanos(), TimeUnit.NANOSECONDS);
  }
}
