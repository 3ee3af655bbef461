package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayFailoverTest {

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream one = new ScriptedUpstream("one");
  private final ScriptedUpstream two = new ScriptedUpstream("two");

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  @Test
  void nextCandidateAnswersWhenTheFirstFails() {
    fixture.answer(SampleRequests.streamed(), one, two);

    one.call().fail(Kind.SERVER_ERROR);
    two.call().accept().say("Far.").finish().report(9, 4).end();

    assertThat(two.call().request.model()).isEqualTo("real-two");
    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
  }

  @Test
  void failureBehindTheStatusButBeforeAnyDataStillSwitches() {
    fixture.answer(SampleRequests.streamed(), one, two);

    one.call().accept().report(700, 700).finish().fail(Kind.BAD_ANSWER);
    two.call().accept().say("Far.").finish().end();

    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
    assertThat(fixture.ending.charged)
        .containsExactly(
            Usage.estimated(
                GatewayFixture.COUNTER.countPrompt(SampleRequests.streamed()),
                GatewayFixture.COUNTER.count("Far.")));
  }

  @Test
  void hiddenReasoningIsNoDataSoTheCallStillSwitches() {
    fixture.answer(SampleRequests.with("'stream':true,'reasoning':{'exclude':true}"), one, two);

    one.call().accept().think("Hm").fail(Kind.CONNECTION_LOST);
    two.call().accept().say("Far.").finish().report(9, 4).end();

    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
  }

  @Test
  void nothingIsTriedBehindTheFirstChunk() {
    fixture.answer(SampleRequests.streamed(), one, two);

    one.call().accept().say("Fa").fail(Kind.CONNECTION_LOST);

    assertThat(two.calls).isEmpty();
    assertThat(fixture.sink.events).containsExactly("Fa", "fail UPSTREAM_ERROR");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void threeAttemptsAreAll() {
    ScriptedUpstream three = ScriptedUpstream.failing("three", Kind.SERVER_ERROR);
    ScriptedUpstream four = new ScriptedUpstream("four");

    fixture.answer(
        SampleRequests.whole(),
        ScriptedUpstream.failing("zero", Kind.SERVER_ERROR),
        ScriptedUpstream.failing("half", Kind.TIMEOUT),
        three,
        four);

    assertThat(three.calls).hasSize(1);
    assertThat(four.calls).isEmpty();
    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void connectionLostBeforeTheStatusIsTriedOnceMoreAtTheSameUpstream() {
    fixture.answer(SampleRequests.whole(), one, two);

    one.call().fail(Kind.CONNECTION_LOST);
    assertThat(two.calls).isEmpty();
    assertThat(fixture.timer.delays().get(1)).isLessThan(Duration.ofMillis(100));
    fixture.timer.fire(1);
    assertThat(one.calls).hasSize(2);
    one.call().fail(Kind.CONNECTION_LOST);
    assertThat(one.calls).hasSize(2);
    two.call().accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThat(fixture.sink.events).containsExactly("answer Yes.");
  }

  @Test
  void connectionLostBehindTheStatusIsNotTriedAtTheSameUpstream() {
    fixture.answer(SampleRequests.whole(), one);

    one.call().accept().fail(Kind.CONNECTION_LOST);

    assertThat(one.calls).hasSize(1);
    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
  }

  @Test
  void onlyUpstreamThatCanNotBeConnectedIsTriedOnceMore() {
    fixture.answer(SampleRequests.whole(), one);

    one.call().fail(Kind.CONNECT_FAILED);
    fixture.timer.fire(1);
    one.call().fail(Kind.CONNECT_FAILED);

    assertThat(one.calls).hasSize(2);
    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"REQUEST_REFUSED", "CONTENT_POLICY", "CONTEXT_LENGTH_EXCEEDED", "REQUEST_TOO_LARGE"})
  void requestThatIsWrongEverywhereIsTriedOnce(Kind kind) {
    fixture.answer(SampleRequests.whole(), ScriptedUpstream.failing("bad", kind), two);

    assertThat(two.calls).isEmpty();
    assertThat(fixture.ending.events).containsExactly("release");
    assertThat(Objects.requireNonNull(fixture.sink.refusal).kind())
        .isIn(
            RefusalKind.INVALID_REQUEST,
            RefusalKind.CONTENT_POLICY,
            RefusalKind.CONTEXT_LENGTH_EXCEEDED,
            RefusalKind.REQUEST_TOO_LARGE);
  }

  @Test
  void noAttemptBeginsWithoutTwoSecondsLeft() {
    fixture.timeouts = new GatewayTimeouts(Duration.ofMillis(1_900), Duration.ofMillis(1_900));

    fixture.answer(SampleRequests.whole(), one, two);
    one.call().fail(Kind.SERVER_ERROR);

    assertThat(two.calls).isEmpty();
    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
  }

  @Test
  void waitThatLeavesLessThanTwoSecondsIsHandedOn() {
    fixture.timeouts = new GatewayTimeouts(Duration.ofMillis(3_900), Duration.ofMillis(3_900));

    fixture.answer(SampleRequests.whole(), one);
    one.call()
        .accept()
        .listener
        .failed(new UpstreamFailure(Kind.RATE_LIMITED, "429", Duration.ofSeconds(2)));

    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_UNAVAILABLE");
    assertThat(one.calls).hasSize(1);
  }

  @Test
  void eventsOfAnAttemptThatWasGivenUpAreDropped() {
    fixture.answer(SampleRequests.streamed(), one, two);
    ScriptedUpstream.Call first = one.call();

    first.fail(Kind.TIMEOUT);
    first.accept().say("late").finish().end();
    first.fail(Kind.TIMEOUT);

    assertThat(two.calls).hasSize(1);
    assertThat(fixture.sink.events).isEmpty();
    assertThat(fixture.ending.events).isEmpty();
  }

  @Test
  void upstreamsWaitIsHandedOn() {
    fixture.answer(
        SampleRequests.whole(),
        new ScriptedUpstream(
            "busy",
            call ->
                call.listener.failed(
                    new UpstreamFailure(Kind.RATE_LIMITED, "429", Duration.ofSeconds(17)))));

    assertThat(Objects.requireNonNull(fixture.sink.refusal).kind())
        .isEqualTo(RefusalKind.UPSTREAM_UNAVAILABLE);
    assertThat(Objects.requireNonNull(fixture.sink.refusal).retryAfter())
        .contains(Duration.ofSeconds(17));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void refusalOfAnyFailureHoldsNothingOfTheUpstream(Kind kind) {
    String reason =
        FailureRefusals.of(UpstreamFailure.of(kind, "HTTP 418 of vendor.example")).reason();

    assertThat(reason).isNotBlank().doesNotContain("418", "vendor", "Exception").endsWith(".");
  }
}
