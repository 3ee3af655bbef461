package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.SampleRequests;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.routing.Circuit;
import dev.tollgate.routing.ManualNanos;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.routing.UpstreamReport;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayEjectionTest {

  private final GatewayFixture fixture = new GatewayFixture();
  private final ManualNanos nanos = new ManualNanos();
  private final UpstreamHealths healths =
      new UpstreamHealths(List.of("one", "two"), nanos, new Random(7));
  private final Gateway gateway = fixture.gateway(healths);
  private final ScriptedUpstream one = new ScriptedUpstream("one");
  private final ScriptedUpstream two = new ScriptedUpstream("two");

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  private RecordingSink answer(Upstream... upstreams) {
    RecordingSink sink = new RecordingSink();
    gateway.answer(GatewayFixture.call(SampleRequests.whole(), fixture.ending, upstreams), sink);
    return sink;
  }

  private void takeOut(ScriptedUpstream upstream, Kind kind, int failures) {
    for (int i = 0; i < failures; i++) {
      RecordingSink sink = answer(upstream);
      upstream.call().accept().fail(kind);
      assertThat(sink.events).hasSize(1);
    }
    upstream.calls.clear();
  }

  private static void answers(ScriptedUpstream upstream) {
    upstream
        .call()
        .accept()
        .listener
        .answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));
  }

  @Test
  void upstreamThatFailsGetsNothingButAProbe() {
    takeOut(one, Kind.SERVER_ERROR, 5);

    RecordingSink sink = answer(one, two);

    assertThat(one.calls).isEmpty();
    answers(two);
    assertThat(sink.events).containsExactly("answer Yes.");

    nanos.advance(Duration.ofSeconds(30));
    answer(one, two);
    answer(one, two);
    assertThat(one.calls).hasSize(1);
    answers(one);
    answer(one, two);
    assertThat(one.calls).hasSize(2);
  }

  @Test
  void probeThatFailsCostsItsCallerNothing() {
    takeOut(one, Kind.SERVER_ERROR, 5);
    nanos.advance(Duration.ofSeconds(30));

    RecordingSink sink = answer(one, two);
    one.call().accept().fail(Kind.SERVER_ERROR);
    answers(two);

    assertThat(sink.events).containsExactly("answer Yes.");
  }

  @Test
  void whenAllAreOutTheOneThatIsBackSoonestIsTriedOnce() {
    takeOut(two, Kind.CREDENTIAL_REFUSED, 1);
    takeOut(one, Kind.SERVER_ERROR, 5);

    RecordingSink sink = answer(two, one);

    assertThat(two.calls).isEmpty();
    one.call().accept().fail(Kind.SERVER_ERROR);
    assertThat(one.calls).hasSize(1);
    assertThat(two.calls).isEmpty();
    assertThat(sink.events).containsExactly("fail UPSTREAM_ERROR");
  }

  @Test
  void upstreamThatHangsUntilTheDeadlineHasFailed() {
    for (int i = 0; i < 5; i++) {
      RecordingSink sink = answer(one, two);
      one.call().accept();
      fixture.timer.fire(i);
      assertThat(sink.events).containsExactly("fail UPSTREAM_TIMEOUT");
    }

    UpstreamReport report = healths.reports().get(0);
    assertThat(report.circuit()).isEqualTo(Circuit.OPEN);
    assertThat(report.reason()).contains(Kind.TIMEOUT);
  }

  @Test
  void upstreamThatHadOnlyTheRestOfTheTimeIsNotToBlame() {
    answer(two, one);
    two.call().fail(Kind.SERVER_ERROR);
    one.call().accept();

    fixture.timer.fire(0);

    assertThat(healths.reports().get(0).failures()).isEmpty();
  }

  @Test
  void rateLimitIsWaitedForOnlyWhereThereIsNoOther() {
    UpstreamFailure busy = new UpstreamFailure(Kind.RATE_LIMITED, "429", Duration.ofSeconds(2));
    RecordingSink alone = answer(one);
    one.call().accept().listener.failed(busy);
    assertThat(alone.events).isEmpty();
    int wait = fixture.timer.delays().indexOf(Duration.ofSeconds(2));
    fixture.timer.fire(wait);
    answers(one);
    assertThat(alone.events).containsExactly("answer Yes.");

    RecordingSink sink = answer(one, two);
    one.call().accept().listener.failed(busy);
    answers(two);
    assertThat(sink.events).containsExactly("answer Yes.");
  }

  @Test
  void rateLimitOfALongerTimeIsHandedOn() {
    RecordingSink sink = answer(one);

    one.call()
        .accept()
        .listener
        .failed(new UpstreamFailure(Kind.RATE_LIMITED, "429", Duration.ofSeconds(3)));

    assertThat(sink.events).containsExactly("fail UPSTREAM_UNAVAILABLE");
    assertThat(sink.refusal)
        .extracting(Refusal::retryAfter)
        .isEqualTo(Optional.of(Duration.ofSeconds(3)));
  }

  @Test
  void unknownModelTakesOutItsRouteAndNotItsUpstream() {
    takeOut(one, Kind.UNKNOWN_MODEL, 1);

    answer(one, two);

    assertThat(one.calls).isEmpty();
    assertThat(healths.reports()).extracting(UpstreamReport::circuit).containsOnly(Circuit.CLOSED);
    nanos.advance(Duration.ofMinutes(5));
    answer(one, two);
    assertThat(one.calls).hasSize(1);
  }

  @Test
  void noMoreThanThreeOfAFewCallsAskTheSameUpstreamAgain() {
    List<RecordingSink> sinks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sinks.add(answer(one));
    }
    List.copyOf(one.calls).forEach(call -> call.fail(Kind.CONNECTION_LOST));

    assertThat(sinks.get(3).events).containsExactly("fail UPSTREAM_UNAVAILABLE");
    assertThat(sinks.get(3).refusal)
        .extracting(Refusal::retryAfter)
        .isEqualTo(Optional.of(Duration.ofSeconds(1)));
    assertThat(sinks.subList(0, 3)).allMatch(sink -> sink.events.isEmpty());
  }

  @Test
  void whoMayNotAskTheSameUpstreamAgainAsksAnother() {
    List<RecordingSink> sinks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sinks.add(answer(one, two));
    }

    List.copyOf(one.calls).forEach(call -> call.fail(Kind.CONNECTION_LOST));

    assertThat(two.calls).hasSize(1);
    answers(two);
    assertThat(sinks.get(3).events).containsExactly("answer Yes.");
  }

  @Test
  void switchesTakeNothingOfTheBudget() {
    for (int i = 0; i < 8; i++) {
      answer(one, two);
    }
    one.calls.subList(0, 4).forEach(call -> call.accept().fail(Kind.TIMEOUT));
    one.calls.subList(4, 8).forEach(call -> call.fail(Kind.RATE_LIMITED));

    assertThat(two.calls).hasSize(8);
  }

  @Test
  void whenAllAreOutARouteToAnUnknownModelIsTheLast() {
    takeOut(one, Kind.UNKNOWN_MODEL, 1);
    answer(two);
    two.call()
        .accept()
        .listener
        .failed(new UpstreamFailure(Kind.RATE_LIMITED, "429", Duration.ofSeconds(9)));
    two.calls.clear();

    answer(one, two);

    assertThat(one.calls).isEmpty();
    assertThat(two.calls).hasSize(1);
  }

  @Test
  void answerBringsARouteBack() {
    takeOut(one, Kind.UNKNOWN_MODEL, 1);
    answer(one);
    answers(one);

    answer(one, two);

    assertThat(one.calls).hasSize(2);
  }

  @Test
  void nothingIsLeftInFlightHoweverCallsEnd() {
    answer(one);
    answers(one);
    answer(one);
    one.call().accept().fail(Kind.BAD_ANSWER);
    Exchange left =
        gateway.answer(
            GatewayFixture.call(SampleRequests.streamed(), fixture.ending, one), fixture.sink);
    left.callerGone();

    assertThat(healths.reports()).extracting(UpstreamReport::inFlight).containsOnly(0);
  }
}
