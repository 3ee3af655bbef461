package dev.tollgate.routing.auto;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What recent outcomes take from the predicted quality of a model, apart for each shape of request:
 * at most 0.3, less with every answer that is in order, half of it after ten minutes without news.
 * As many numbers as there are models and shapes. Thread-safe.
 */
public final class Feedback {

  /** The most that is taken, where every answer fails. */
  static final double MOST = 0.3;

  private static final double NEW_WEIGHT = 0.05;
  private static final double HALF_LIFE_NANOS = 600e9;

  private final LongSupplier nanoClock;
  private final Map<Subject, Share> shares = new ConcurrentHashMap<>();

  private record Subject(String model, Shape shape) {}

  /** The share of answers that failed, newer ones weighing more. */
  private record Share(double failed, long asOf) {

    double at(long now) {
      return failed * Math.pow(2, -(now - asOf) / HALF_LIFE_NANOS);
    }
  }

  /**
   * Nothing to tell yet.
   *
   * @param nanoClock as {@link System#nanoTime}; thread-safe
   */
  public Feedback(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Takes the outcome of a request of that shape at a model of the catalog. */
  public void tell(String model, Shape shape, boolean failed) {
    long now = nanoClock.getAsLong();
    shares.compute(
        new Subject(model, shape),
        (subject, before) -> {
          double was = before == null ? 0 : before.at(now);
          return new Share(was + NEW_WEIGHT * ((failed ? 1 : 0) - was), now);
        });
  }

  /** What to add to the predicted quality: from -0.3 to 0. */
  double offset(String model, Shape shape) {
    Share share = shares.get(new Subject(model, shape));
    return share == null ? 0 : -MOST * share.at(nanoClock.getAsLong());
  }
}
