package dev.tollgate.upstream.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamSettings;
import java.time.Duration;
import java.util.function.Consumer;

/** What an exchange waits for at the moment, and the bound of that wait. Thread-safe. */
final class Patience {

  private final UpstreamSettings settings;
  private final Watchdog watchdog;

  // Written under the lock, and read at each part of a body.
  private volatile ExchangePhase phase = ExchangePhase.QUEUED;

  @GuardedBy("this")
  private boolean draining;

  /**
   * The patience with one exchange at that destination.
   *
   * @param lost hears why, when it is at its end
   */
  Patience(HttpDestination destination, Consumer<UpstreamFailure> lost) {
    this.settings = destination.settings();
    this.watchdog = destination.client().watchdog(() -> lost.accept(phase.timeout()));
  }

  /** It waits for its slot, unless it has that already. */
  synchronized void queued() {
    if (phase == ExchangePhase.QUEUED) {
      watchdog.allow(settings.queueTimeout());
    }
  }

  synchronized void connecting() {
    phase = ExchangePhase.CONNECTING;
    watchdog.allow(settings.connectTimeout());
  }

  synchronized void waiting() {
    phase = ExchangePhase.WAITING;
    watchdog.allow(settings.firstByteTimeout());
  }

  /** Its head is there; a bound of the whole rest goes on. */
  synchronized void reading() {
    if (!draining) {
      phase = ExchangePhase.READING;
      watchdog.allow(settings.idleTimeout());
    }
  }

  /** From now on the rest has that bound in all. */
  synchronized void draining(Duration most) {
    draining = true;
    phase = ExchangePhase.DRAINING;
    watchdog.allow(most);
  }

  /** A part of the body came. The rest of an answer is no sign of life: it has one bound in all. */
  void sign() {
    if (phase == ExchangePhase.READING) {
      watchdog.sign();
    }
  }

  /** Silence that we asked for is not the upstream's. */
  void sleep() {
    if (isConnected()) {
      watchdog.sleep();
    }
  }

  void wake() {
    watchdog.wake();
  }

  void stop() {
    watchdog.stop();
  }

  boolean isDraining() {
    return phase == ExchangePhase.DRAINING;
  }

  /** True once there is a connection. */
  boolean isConnected() {
    return phase.isConnected();
  }
}
