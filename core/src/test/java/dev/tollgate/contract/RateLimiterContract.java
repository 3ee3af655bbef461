package dev.tollgate.contract;

import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.limits.Admission;
import dev.tollgate.limits.Admission.Denied;
import dev.tollgate.limits.Admission.Granted;
import dev.tollgate.limits.Admission.Window;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.limits.RateWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RateLimiter} does. */
public abstract class RateLimiterContract {

  /** When each test begins: 43 seconds into a minute, 17 before its end. */
  protected static final Instant NOON = Instant.parse("2026-11-21T12:00:43.900Z");

  private static final long MINUTE_END = Instant.parse("2026-11-21T12:01:00Z").getEpochSecond();
  private static final long DAY_END = Instant.parse("2026-11-22T00:00:00Z").getEpochSecond();

  /** One that never counted anything. */
  protected abstract RateLimiter limiter(RateLimit perAccount);

  /** Moves the clock that it counts by. */
  protected abstract void move(Duration step);

  private static Caller caller(String account, String key, KeyLimits limits) {
    return new Caller(new AccountId(account), key, limits);
  }

  private static Caller caller() {
    return caller("acct_1", "key1", KeyLimits.NONE);
  }

  private RateLimiter limiter(long perMinute, long perDay) {
    return limiter(new RateLimit(perMinute, perDay));
  }

  private static Admission admit(RateLimiter limiter, Caller caller) {
    return outcome(limiter.admit(caller));
  }

  private static int granted(RateLimiter limiter, Caller caller, int requests) {
    int granted = 0;
    for (int i = 0; i < requests; i++) {
      granted += admit(limiter, caller) instanceof Granted ? 1 : 0;
    }
    return granted;
  }

  @Test
  void windowsCountDownAndEndWhereTheClockSays() {
    RateLimiter limiter = limiter(3, 100);

    Admission first = admit(limiter, caller());
    Admission second = admit(limiter, caller());

    assertThat(first)
        .isEqualTo(new Granted(new RateWindow(3, 2, MINUTE_END), new RateWindow(100, 99, DAY_END)));
    assertThat(second)
        .isEqualTo(new Granted(new RateWindow(3, 1, MINUTE_END), new RateWindow(100, 98, DAY_END)));
  }

  @Test
  void deniedCallerLearnsWhenToRetry() {
    RateLimiter limiter = limiter(2, 100);
    assertThat(granted(limiter, caller(), 2)).isEqualTo(2);

    Admission third = admit(limiter, caller());

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

    Denied denied = (Denied) admit(limiter, caller());

    assertThat(denied.full()).isEqualTo(Window.DAY);
    assertThat(denied.retryAfter()).isEqualTo(Duration.ofSeconds(DAY_END - NOON.getEpochSecond()));
    assertThat(denied.limit()).isEqualTo(2);
  }

  @Test
  void deniedRequestConsumesNothing() {
    RateLimiter limiter = limiter(2, 5);
    granted(limiter, caller(), 50);

    move(Duration.ofMinutes(1));
    Admission next = admit(limiter, caller());

    assertThat(next.minute().remaining()).isEqualTo(1);
    assertThat(next.day().remaining()).isEqualTo(2);
  }

  @Test
  void newMinuteIsOpenAndTheDayGoesOn() {
    RateLimiter limiter = limiter(2, 3);
    assertThat(granted(limiter, caller(), 5)).isEqualTo(2);

    move(Duration.ofMillis(16_100));
    Admission next = admit(limiter, caller());

    assertThat(next)
        .isEqualTo(
            new Granted(new RateWindow(2, 1, MINUTE_END + 60), new RateWindow(3, 0, DAY_END)));
    assertThat(admit(limiter, caller())).isInstanceOf(Denied.class);
    move(Duration.ofDays(1));
    assertThat(granted(limiter, caller(), 5)).isEqualTo(2);
  }

  @Test
  void waitIsAtLeastOneSecond() {
    move(Duration.ofMillis(16_099));
    RateLimiter limiter = limiter(1, 100);
    granted(limiter, caller(), 1);

    assertThat(((Denied) admit(limiter, caller())).retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void accountsDoNotCountAgainstEachOtherAndKeysOfOneAccountDo() {
    RateLimiter limiter = limiter(2, 100);

    granted(limiter, caller("acct_1", "key1", KeyLimits.NONE), 1);
    granted(limiter, caller("acct_1", "key2", KeyLimits.NONE), 1);

    assertThat(admit(limiter, caller("acct_1", "key3", KeyLimits.NONE))).isInstanceOf(Denied.class);
    assertThat(admit(limiter, caller("acct_2", "key4", KeyLimits.NONE)))
        .isInstanceOf(Granted.class);
  }

  @Test
  void headersShowTheTighterOfTwoLimits() {
    RateLimiter limiter = limiter(10, 6);
    Caller bounded = caller("acct_1", "bounded", new KeyLimits(3L, null));
    Caller daily = caller("acct_1", "daily", new KeyLimits(null, 5L));

    assertThat(admit(limiter, bounded).minute()).isEqualTo(new RateWindow(3, 2, MINUTE_END));
    assertThat(admit(limiter, bounded).day()).isEqualTo(new RateWindow(6, 4, DAY_END));
    // The account has 3 of 6 left in the day, the key 4 of 5.
    assertThat(admit(limiter, daily).day()).isEqualTo(new RateWindow(6, 3, DAY_END));
    assertThat(admit(limiter, daily).minute()).isEqualTo(new RateWindow(10, 6, MINUTE_END));
  }

  @Test
  void deniedHeadersShowTheTighterOfTwoLimitsToo() {
    RateLimiter limiter = limiter(3, 100);
    Caller daily = caller("acct_1", "daily", new KeyLimits(null, 5L));
    granted(limiter, daily, 1);
    granted(limiter, caller(), 2);

    Denied denied = (Denied) admit(limiter, daily);

    assertThat(denied.full()).isEqualTo(Window.MINUTE);
    assertThat(denied.minute()).isEqualTo(new RateWindow(3, 0, MINUTE_END));
    assertThat(denied.day()).isEqualTo(new RateWindow(5, 4, DAY_END));
  }

  @Test
  void requestThatItsKeyRefusesCostsTheAccountNothing() {
    RateLimiter limiter = limiter(10, 100);
    Caller bounded = caller("acct_1", "bounded", new KeyLimits(1L, null));
    granted(limiter, bounded, 30);

    Admission other = admit(limiter, caller());

    assertThat(other.minute().remaining()).isEqualTo(8);
    assertThat(other.day().remaining()).isEqualTo(98);
  }

  @Test
  void requestThatItsAccountRefusesCostsTheKeyNothing() {
    RateLimiter limiter = limiter(2, 100);
    Caller bounded = caller("acct_1", "bounded", new KeyLimits(null, 10L));
    granted(limiter, caller(), 2);
    granted(limiter, bounded, 30);

    move(Duration.ofMinutes(1));

    assertThat(admit(limiter, bounded).day()).isEqualTo(new RateWindow(10, 9, DAY_END));
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, -60, -1})
  void clockSetBackReopensNoWindow(long seconds) {
    RateLimiter limiter = limiter(2, 3);
    granted(limiter, caller(), 2);

    move(Duration.ofSeconds(seconds));
    Denied denied = (Denied) admit(limiter, caller());

    assertThat(denied.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    move(Duration.ofSeconds(-seconds));
    assertThat(granted(limiter, caller(), 5)).isZero();
  }

  @Test
  void clockThatJumpsAnHourAheadAndBackReopensNoWindow() {
    RateLimiter limiter = limiter(2, 100);
    granted(limiter, caller(), 2);

    move(Duration.ofHours(1));
    assertThat(granted(limiter, caller(), 5)).isEqualTo(2);
    move(Duration.ofHours(-1));

    Denied denied = (Denied) admit(limiter, caller());
    assertThat(denied.retryAfter()).isLessThanOrEqualTo(Duration.ofMinutes(1));
    assertThat(denied.day().remaining()).isEqualTo(96);
  }

  @Test
  void callerIsAdmittedWhenTheTimeIsOverThatHeWasToldAlsoAfterAJump() {
    RateLimiter limiter = limiter(2, 100);
    granted(limiter, caller(), 2);
    move(Duration.ofHours(-1));
    Denied denied = (Denied) admit(limiter, caller());

    move(Duration.ofSeconds(20));
    Denied later = (Denied) admit(limiter, caller());
    assertThat(later.minute().resetEpochSecond()).isEqualTo(denied.minute().resetEpochSecond());
    move(later.retryAfter());

    assertThat(granted(limiter, caller(), 5)).isEqualTo(2);
  }

  @Test
  void clockSetBackOverMidnightReopensNoDay() {
    move(Duration.ofHours(12).plusMinutes(30));
    RateLimiter limiter = limiter(100, 2);
    granted(limiter, caller(), 2);

    move(Duration.ofHours(-1));
    Denied denied = (Denied) admit(limiter, caller());

    assertThat(denied.full()).isEqualTo(Window.DAY);
    assertThat(denied.retryAfter()).isLessThanOrEqualTo(Duration.ofDays(1));
  }

  @Test
  void remainingNeverRisesWhileManyAreWaitedFor() {
    RateLimiter limiter = limiter(300, 100_000);
    List<CompletionStage<Admission>> stages = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      stages.add(limiter.admit(caller()));
    }

    List<Admission> answers = stages.stream().map(Orders::outcome).toList();
    assertThat(answers).filteredOn(Granted.class::isInstance).hasSize(300);
    assertThat(answers.stream().map(answer -> answer.minute().remaining()))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }
}
