package dev.tollgate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.limits.Admission.Denied;
import dev.tollgate.limits.Admission.Granted;
import dev.tollgate.limits.Admission.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

  // 43 seconds into a minute, 17 before its end.
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:43.900Z");
  private static final long MINUTE_END = Instant.parse("2026-11-21T12:01:00Z").getEpochSecond();
  private static final long DAY_END = Instant.parse("2026-11-22T00:00:00Z").getEpochSecond();

  private final FakeClock clock = new FakeClock(NOON);

  private static Caller caller(String account, String key, KeyLimits limits) {
    return new Caller(new AccountId(account), key, limits);
  }

  private static Caller caller() {
    return caller("acct_1", "key1", KeyLimits.NONE);
  }

  private RateLimiter limiter(long perMinute, long perDay) {
    return new RateLimiter(new RateLimit(perMinute, perDay), clock);
  }

  private static int granted(RateLimiter limiter, Caller caller, int requests) {
    int granted = 0;
    for (int i = 0; i < requests; i++) {
      granted += limiter.admit(caller) instanceof Granted ? 1 : 0;
    }
    return granted;
  }

  @Test
  void windowsCountDownAndEndWhereTheClockSays() {
    RateLimiter limiter = limiter(3, 100);

    Admission first = limiter.admit(caller());
    Admission second = limiter.admit(caller());

    assertThat(first)
        .isEqualTo(new Granted(new RateWindow(3, 2, MINUTE_END), new RateWindow(100, 99, DAY_END)));
    assertThat(second)
        .isEqualTo(new Granted(new RateWindow(3, 1, MINUTE_END), new RateWindow(100, 98, DAY_END)));
  }

  @Test
  void deniedCallerLearnsWhenToRetry() {
    RateLimiter limiter = limiter(2, 100);
    assertThat(granted(limiter, caller(), 2)).isEqualTo(2);

    Admission third = limiter.admit(caller());

    assertThat(third)
        .isEqualTo(
            new Denied(
                new RateWindow(2, 0, MINUTE_END),
                new RateWindow(100, 98, DAY_END),
                Window.MINUTE,
                Duration.ofSeconds(17)));
    assertThat(((Denied) third).limit()).isEqualTo(2);
  }

  @Test
  void fullDayOutweighsAFullMinute() {
    RateLimiter limiter = limiter(2, 2);
    granted(limiter, caller(), 2);

    Denied denied = (Denied) limiter.admit(caller());

    assertThat(denied.full()).isEqualTo(Window.DAY);
    assertThat(denied.retryAfter()).isEqualTo(Duration.ofSeconds(DAY_END - NOON.getEpochSecond()));
    assertThat(denied.limit()).isEqualTo(2);
  }

  @Test
  void deniedRequestConsumesNothing() {
    RateLimiter limiter = limiter(2, 5);
    granted(limiter, caller(), 50);

    clock.move(Duration.ofMinutes(1));
    Admission next = limiter.admit(caller());

    assertThat(next.minute().remaining()).isEqualTo(1);
    assertThat(next.day().remaining()).isEqualTo(2);
  }

  @Test
  void newMinuteIsOpenAndTheDayGoesOn() {
    RateLimiter limiter = limiter(2, 3);
    assertThat(granted(limiter, caller(), 5)).isEqualTo(2);

    clock.move(Duration.ofMillis(16_100));
    Admission next = limiter.admit(caller());

    assertThat(next)
        .isEqualTo(
            new Granted(new RateWindow(2, 1, MINUTE_END + 60), new RateWindow(3, 0, DAY_END)));
    assertThat(limiter.admit(caller())).isInstanceOf(Denied.class);
    clock.move(Duration.ofDays(1));
    assertThat(granted(limiter, caller(), 5)).isEqualTo(2);
  }

  @Test
  void waitIsAtLeastOneSecond() {
    clock.move(Duration.ofMillis(16_099));
    RateLimiter limiter = limiter(1, 100);
    granted(limiter, caller(), 1);

    assertThat(((Denied) limiter.admit(caller())).retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void accountsDoNotCountAgainstEachOtherAndKeysOfOneAccountDo() {
    RateLimiter limiter = limiter(2, 100);

    granted(limiter, caller("acct_1", "key1", KeyLimits.NONE), 1);
    granted(limiter, caller("acct_1", "key2", KeyLimits.NONE), 1);

    assertThat(limiter.admit(caller("acct_1", "key3", KeyLimits.NONE))).isInstanceOf(Denied.class);
    assertThat(limiter.admit(caller("acct_2", "key4", KeyLimits.NONE))).isInstanceOf(Granted.class);
  }

  @Test
  void headersShowTheTighterOfTwoLimits() {
    RateLimiter limiter = limiter(10, 6);
    Caller bounded = caller("acct_1", "bounded", new KeyLimits(3L, null));
    Caller daily = caller("acct_1", "daily", new KeyLimits(null, 5L));

    assertThat(limiter.admit(bounded).minute()).isEqualTo(new RateWindow(3, 2, MINUTE_END));
    assertThat(limiter.admit(bounded).day()).isEqualTo(new RateWindow(6, 4, DAY_END));
    // The account has 3 of 6 left in the day, the key 4 of 5.
    assertThat(limiter.admit(daily).day()).isEqualTo(new RateWindow(6, 3, DAY_END));
    assertThat(limiter.admit(daily).minute()).isEqualTo(new RateWindow(10, 6, MINUTE_END));
  }

  @Test
  void deniedHeadersShowTheTighterOfTwoLimitsToo() {
    RateLimiter limiter = limiter(3, 100);
    Caller daily = caller("acct_1", "daily", new KeyLimits(null, 5L));
    granted(limiter, daily, 1);
    granted(limiter, caller(), 2);

    Denied denied = (Denied) limiter.admit(daily);

    assertThat(denied.full()).isEqualTo(Window.MINUTE);
    assertThat(denied.minute()).isEqualTo(new RateWindow(3, 0, MINUTE_END));
    assertThat(denied.day()).isEqualTo(new RateWindow(5, 4, DAY_END));
  }

  @Test
  void requestThatItsKeyRefusesCostsTheAccountNothing() {
    RateLimiter limiter = limiter(10, 100);
    Caller bounded = caller("acct_1", "bounded", new KeyLimits(1L, null));
    granted(limiter, bounded, 30);

    Admission other = limiter.admit(caller());

    assertThat(other.minute().remaining()).isEqualTo(8);
    assertThat(other.day().remaining()).isEqualTo(98);
  }

  @Test
  void requestThatItsAccountRefusesCostsTheKeyNothing() {
    RateLimiter limiter = limiter(2, 100);
    Caller bounded = caller("acct_1", "bounded", new KeyLimits(null, 10L));
    granted(limiter, caller(), 2);
    granted(limiter, bounded, 30);

    clock.move(Duration.ofMinutes(1));

    assertThat(limiter.admit(bounded).day()).isEqualTo(new RateWindow(10, 9, DAY_END));
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, -60, -1})
  void clockSetBackReopensNoWindow(long seconds) {
    RateLimiter limiter = limiter(2, 3);
    granted(limiter, caller(), 2);

    clock.move(Duration.ofSeconds(seconds));
    Denied denied = (Denied) limiter.admit(caller());

    assertThat(denied.minute().resetEpochSecond()).isEqualTo(MINUTE_END);
    assertThat(denied.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    clock.move(Duration.ofSeconds(-seconds));
    assertThat(granted(limiter, caller(), 5)).isZero();
  }

  @Test
  void clockThatJumpsAnHourAheadAndBackReopensNoWindow() {
    RateLimiter limiter = limiter(2, 100);
    granted(limiter, caller(), 2);

    clock.move(Duration.ofHours(1));
    assertThat(granted(limiter, caller(), 5)).isEqualTo(2);
    clock.move(Duration.ofHours(-1));

    Denied denied = (Denied) limiter.admit(caller());
    assertThat(denied.retryAfter()).isLessThanOrEqualTo(Duration.ofMinutes(1));
    assertThat(denied.day().remaining()).isEqualTo(96);
  }

  @Test
  void clockSetBackOverMidnightReopensNoDay() {
    FakeClock midnight = new FakeClock(Instant.parse("2026-11-22T00:30:00Z"));
    RateLimiter limiter = new RateLimiter(new RateLimit(100, 2), midnight);
    granted(limiter, caller(), 2);

    midnight.move(Duration.ofHours(-1));
    Denied denied = (Denied) limiter.admit(caller());

    assertThat(denied.full()).isEqualTo(Window.DAY);
    assertThat(denied.retryAfter()).isLessThanOrEqualTo(Duration.ofDays(1));
  }
}
