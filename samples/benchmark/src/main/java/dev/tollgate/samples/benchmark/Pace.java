package dev.tollgate.samples.benchmark;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** So many a second, whatever becomes of them. */
record Pace(int perSecond, Ticker ticker) {

  /** Sends for that time on this thread; each is told when it was due. */
  void keep(Duration time, LongConsumer send) {
    long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long first = ticker.read();
    long count = time.toNanos() / interval;
    for (long i = 0; i < count; i++) {
      long due = first + i * interval;
      for (long left = due - ticker.read(); left > 0; left = due - ticker.read()) {
        LockSupport.parkNanos(left);
      }
      send.accept(due);
    }
  }
}
