package dev.tollgate.routing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A nano clock that stands still until it is told to go on. */
public final class ManualNanos implements LongSupplier {

  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);

  @Override
  public long getAsLong() {
    return nanos.get();
  }

  /** Goes on by that much. */
  public void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
