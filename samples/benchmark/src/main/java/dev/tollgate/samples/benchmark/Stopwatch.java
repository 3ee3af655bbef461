package dev.tollgate.samples.benchmark;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Collects what callers on many threads see. Thread-safe. */
final class Stopwatch {

  private static final int DIGITS = 3;

  private final Ticker ticker;
  private final Recorder reserve = new Recorder(DIGITS);
  private final Recorder cycle = new Recorder(DIGITS);
  private final LongAdder failures = new LongAdder();
  private volatile long begun;

  Stopwatch(Ticker ticker) {
    this.ticker = ticker;
    this.begun = ticker.read();
  }

  /** Nanoseconds of an arbitrary origin. */
  long now() {
    return ticker.read();
  }

  void reserved(long nanos) {
    reserve.recordValue(nanos);
  }

  void cycled(long nanos) {
    cycle.recordValue(nanos);
  }

  void failed() {
    failures.increment();
  }

  /** Forgets what warmed up; failures stay. */
  void reset() {
    reserve.reset();
    cycle.reset();
    begun = now();
  }

  /** What was seen since the last reset. */
  Figures read() {
    Histogram cycles = cycle.getIntervalHistogram();
    double seconds = Duration.ofNanos(now() - begun).toNanos() / 1e9;
    return new Figures(
        cycles.getTotalCount() / seconds, reserve.getIntervalHistogram(), cycles, failures.sum());
  }
}
