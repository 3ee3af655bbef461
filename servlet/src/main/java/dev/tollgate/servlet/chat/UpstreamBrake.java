package dev.tollgate.servlet.chat;

import dev.tollgate.gateway.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Has the upstream wait or go on as it was last wanted. Two threads may want different things
 * within a moment: what reaches the exchange last is always the newer wish, and a wish from before
 * there was an exchange reaches it too. Thread-safe.
 */
final class UpstreamBrake {

  private final Object turn = new Object();
  private volatile boolean wanted;
  private boolean applied;
  private @Nullable Exchange exchange;

  /** Only remembers the wish, so it may be called under any lock; {@link #apply} is to follow. */
  void want(boolean pause) {
    wanted = pause;
  }

  /** Makes the exchange known, and tells it what is wanted of it already. */
  void attach(Exchange answering) {
    synchronized (turn) {
      exchange = answering;
    }
    apply();
  }

  /** Tells the exchange what is wanted, if that is news. To be called without a lock. */
  void apply() {
    synchronized (turn) {
      boolean pause = wanted;
      if (exchange == null || pause == applied) {
        return;
      }
      applied = pause;
      if (pause) {
        exchange.pause();
      } else {
        exchange.resume();
      }
    }
  }
}
