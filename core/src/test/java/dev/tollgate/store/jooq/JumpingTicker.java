package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that goes on as it does, and jumps ahead when told to. Thread-safe. */
final class JumpingTicker extends Ticker {

  private final AtomicLong jumped = new AtomicLong();

  /** From now on it is that much later. */
  void jump(Duration ahead) {
    jumped.addAndGet(ahead.toNanos());
  }

  @Override
  public long read() {
    return Ticker.systemTicker().read() + jumped.get();
  }
}
