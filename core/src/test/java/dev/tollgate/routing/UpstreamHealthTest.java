package dev.tollgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpstreamHealthTest {

  private static final Duration FIRST_OUT = Duration.ofSeconds(30);

  private final ManualNanos nanos = new ManualNanos();

  /** Spreads nothing, so that times are exact. */
  private final RandomGenerator noJitter = () -> 0;

  private final OutShare share = new OutShare(2);
  private final UpstreamHealth health = new UpstreamHealth("one", share, nanos, noJitter);

  private static UpstreamFailure failure(Kind kind) {
    return UpstreamFailure.of(kind, "said so");
  }

  private void fail(Kind kind, int times) {
    for (int i = 0; i < times; i++) {
      health.enter().orElseThrow().failed(failure(kind));
    }
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      health.enter().orElseThrow().succeeded();
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CONNECT_FAILED",
        "CONNECT_TIMEOUT",
        "CONNECTION_LOST",
        "SERVER_ERROR",
        "TIMEOUT",
        "BAD_ANSWER"
      })
  void fiveFailuresInARowTakeItOut(Kind kind) {
    fail(kind, 4);
    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);

    fail(kind, 1);

    assertThat(health.enter()).isEmpty();
    assertThat(health.report().circuit()).isEqualTo(Circuit.OPEN);
    assertThat(health.report().outFor()).contains(FIRST_OUT);
    assertThat(health.report().reason()).contains(kind);
  }

  @Test
  void anAnswerInBetweenEndsTheRow() {
    fail(Kind.SERVER_ERROR, 4);
    succeed(1);
    fail(Kind.SERVER_ERROR, 4);

    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void halfOfTwentyWithinTenSecondsTakeItOut() {
    for (int i = 0; i < 9; i++) {
      fail(Kind.SERVER_ERROR, 1);
      succeed(1);
    }
    succeed(1);
    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);

    fail(Kind.SERVER_ERROR, 1);

    assertThat(health.report().circuit()).isEqualTo(Circuit.OPEN);
  }

  @Test
  void halfOfTwentyOverALongerTimeDoNot() {
    for (int i = 0; i < 20; i++) {
      fail(Kind.SERVER_ERROR, 1);
      succeed(1);
      nanos.advance(Duration.ofSeconds(1));
    }

    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "REQUEST_REFUSED",
        "REQUEST_TIMEOUT",
        "CONTEXT_LENGTH_EXCEEDED",
        "CONTENT_POLICY",
        "REQUEST_TOO_LARGE",
        "QUEUE_FULL",
        "UNKNOWN_MODEL"
      })
  void whatIsAboutTheRequestNeverTakesItOut(Kind kind) {
    fail(kind, 30);

    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(health.report().failures()).containsEntry(kind, 30L);
  }

  @Test
  void callersWhoLeaveNeverTakeItOut() {
    fail(Kind.SERVER_ERROR, 4);
    for (int i = 0; i < 30; i++) {
      health.enter().orElseThrow().abandoned();
    }

    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(health.report().inFlight()).isZero();
  }

  @Test
  void behindItsTimeOneRequestTriesIt() {
    fail(Kind.SERVER_ERROR, 5);
    nanos.advance(FIRST_OUT.minusNanos(1));
    assertThat(health.enter()).isEmpty();
    nanos.advance(Duration.ofNanos(1));

    UpstreamHealth.Visit probe = health.enter().orElseThrow();

    assertThat(health.enter()).isEmpty();
    assertThat(health.report().circuit()).isEqualTo(Circuit.HALF_OPEN);
    probe.succeeded();
    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(health.enter()).isPresent();
  }

  @Test
  void probeThatIsGivenUpLeavesItsPlaceToTheNext() {
    fail(Kind.SERVER_ERROR, 5);
    nanos.advance(FIRST_OUT);

    health.enter().orElseThrow().abandoned();

    assertThat(health.enter()).isPresent();
  }

  @Test
  void probeThatIsRefusedForItsRequestBringsItBack() {
    fail(Kind.SERVER_ERROR, 5);
    nanos.advance(FIRST_OUT);

    health.enter().orElseThrow().failed(failure(Kind.REQUEST_REFUSED));

    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void eachProbeThatFailsAddsThirtySecondsUpToFiveMinutes() {
    fail(Kind.SERVER_ERROR, 5);
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      Duration out = health.report().outFor().orElseThrow();
      seconds.add(out.toSeconds());
      nanos.advance(out);
      health.enter().orElseThrow().failed(failure(Kind.TIMEOUT));
    }

    assertThat(seconds)
        .containsExactly(30L, 60L, 90L, 120L, 150L, 180L, 210L, 240L, 270L, 300L, 300L);
  }

  @Test
  void fiveMinutesOfUseForgetThatItWasOut() {
    fail(Kind.SERVER_ERROR, 5);
    nanos.advance(FIRST_OUT);
    health.enter().orElseThrow().succeeded();
    nanos.advance(Duration.ofMinutes(5).plusNanos(1));

    fail(Kind.SERVER_ERROR, 5);

    assertThat(health.report().outFor()).contains(FIRST_OUT);
  }

  @Test
  void noMoreThanHalfOfThemAreOutBecauseTheyFail() {
    UpstreamHealth other = new UpstreamHealth("two", share, nanos, noJitter);
    fail(Kind.SERVER_ERROR, 5);

    for (int i = 0; i < 30; i++) {
      other.enter().orElseThrow().failed(failure(Kind.SERVER_ERROR));
    }
    assertThat(other.report().circuit()).isEqualTo(Circuit.CLOSED);

    nanos.advance(FIRST_OUT);
    health.enter().orElseThrow().succeeded();
    other.enter().orElseThrow().failed(failure(Kind.SERVER_ERROR));
    assertThat(other.report().circuit()).isEqualTo(Circuit.OPEN);
  }

  @Test
  void theOnlyUpstreamStaysInUse() {
    UpstreamHealth only = new UpstreamHealth("only", new OutShare(1), nanos, noJitter);

    for (int i = 0; i < 30; i++) {
      only.enter().orElseThrow().failed(failure(Kind.CONNECT_FAILED));
    }

    assertThat(only.enter()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(names = {"CREDENTIAL_REFUSED", "ACCOUNT_EMPTY"})
  void whatOnlyItsOperatorCanMendTakesItOutAtOnceForFiveMinutes(Kind kind) {
    fail(kind, 1);

    assertThat(health.report().outFor()).contains(Duration.ofMinutes(5));
  }

  @Test
  void rateLimitTakesItOutForAsLongAsItAsks() {
    health
        .enter()
        .orElseThrow()
        .failed(new UpstreamFailure(Kind.RATE_LIMITED, "429", Duration.ofSeconds(7)));
    assertThat(health.report().outFor()).contains(Duration.ofSeconds(7));

    nanos.advance(Duration.ofSeconds(7));
    health
        .enter()
        .orElseThrow()
        .failed(new UpstreamFailure(Kind.RATE_LIMITED, "429", Duration.ofHours(3)));
    assertThat(health.report().outFor()).contains(Duration.ofMinutes(1));
  }

  @Test
  void timesAreSpreadByATenthAtMost() {
    RandomGenerator some = new Random(7);
    UpstreamHealth spread = new UpstreamHealth("one", new OutShare(2), nanos, some);
    for (int i = 0; i < 5; i++) {
      spread.enter().orElseThrow().failed(failure(Kind.SERVER_ERROR));
    }

    assertThat(spread.report().outFor().orElseThrow())
        .isBetween(Duration.ofSeconds(27), Duration.ofSeconds(30))
        .isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void onlyTheFirstEndingOfAnAttemptCounts() {
    UpstreamHealth.Visit visit = health.enter().orElseThrow();
    visit.succeeded();
    visit.failed(failure(Kind.SERVER_ERROR));
    visit.abandoned();

    assertThat(health.report().inFlight()).isZero();
    assertThat(health.report().successes()).isEqualTo(1);
    assertThat(health.report().failures()).isEmpty();
  }

  @Test
  void reportTellsOfTheLastFiveMinutes() {
    UpstreamHealth.Visit visit = health.enter().orElseThrow();
    nanos.advance(Duration.ofMillis(40));
    visit.answers();
    nanos.advance(Duration.ofMillis(160));
    visit.succeeded();
    fail(Kind.RATE_LIMITED, 1);

    assertThat(health.report().successes()).isEqualTo(1);
    assertThat(health.report().failures()).containsOnlyKeys(Kind.RATE_LIMITED);
    assertThat(health.report().firstToken())
        .contains(new UpstreamReport.Times(Duration.ofMillis(40), Duration.ofMillis(40)));
    assertThat(health.report().latency())
        .contains(new UpstreamReport.Times(Duration.ofMillis(200), Duration.ofMillis(200)));

    nanos.advance(Duration.ofMinutes(5));
    assertThat(health.report().successes()).isZero();
    assertThat(health.report().failures()).isEmpty();
  }
}
