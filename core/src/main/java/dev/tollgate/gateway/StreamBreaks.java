package dev.tollgate.gateway;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.tollgate.gateway.LostAnswer.Reason;
import dev.tollgate.routing.NanoTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Raises an alarm when the streams of one account break off again and again: each of them costs the
 * operator and nobody else, so that somebody may find a way to break them. Thread-safe.
 */
public final class StreamBreaks implements ExchangeListener {

  private static final int MOST_AN_HOUR = 20;
  private static final Duration HOUR = Duration.ofHours(1);

  /** Those whose last break is longest ago are forgotten first. */
  private static final int ACCOUNTS = 10_000;

  private final LongSupplier nanoClock;
  private final List<ExchangeListener> told;
  private final Cache<String, Deque<Long>> recent;

  /**
   * Counts from now on.
   *
   * @param nanoClock as {@link System#nanoTime}; thread-safe
   * @param told hear of the alarm
   */
  public StreamBreaks(LongSupplier nanoClock, List<ExchangeListener> told) {
    this.nanoClock = nanoClock;
    this.told = List.copyOf(told);
    this.recent =
        CacheBuilder.newBuilder()
            .ticker(new NanoTicker(nanoClock))
            .maximumSize(ACCOUNTS)
            .expireAfterWrite(HOUR)
            .build();
  }

  @Override
  public void lost(ChatCall call, LostAnswer answer) {
    if (call.request().stream()
        && answer.reason() == Reason.BROKEN_OFF
        && isOneTooMany(call.account())) {
      told.forEach(listener -> listener.alarmed(call, answer.upstream(), Alarm.STREAMS_BREAK));
    }
  }

  /** True once for each time that there were more than may be in an hour. */
  private boolean isOneTooMany(String account) {
    long now = nanoClock.getAsLong();
    boolean[] tooMany = new boolean[1];
    Deque<Long> unused =
        recent
            .asMap()
            .compute(
                account,
                (id, before) -> {
                  Deque<Long> times = before == null ? new ArrayDeque<>() : before;
                  while (!times.isEmpty() && now - times.getFirst() >= HOUR.toNanos()) {
                    times.removeFirst();
                  }
                  times.addLast(now);
                  tooMany[0] = times.size() > MOST_AN_HOUR;
                  if (tooMany[0]) {
                    times.clear();
                  }
                  return times;
                });
    return tooMany[0];
  }
}
