package dev.tollgate.routing;

import com.google.common.base.Ticker;
import java.util.function.LongSupplier;

/** A clock of nanoseconds as caches want it; thread-safe where the clock is. */
public final class NanoTicker extends Ticker {

  private final LongSupplier nanoClock;

  /**
   * Ticks as that clock does.
   *
   * @param nanoClock as {@link System#nanoTime}
   */
  public NanoTicker(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public long read() {
    return nanoClock.getAsLong();
  }
}
