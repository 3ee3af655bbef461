package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayFailureTest {

  private static final CompletableFuture<Boolean> UNKNOWN =
      CompletableFuture.failedFuture(new IllegalStateException("the database is gone"));

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream upstream = new ScriptedUpstream("one");

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  @Test
  void deadlineCancelsTheUpstreamAndChargesNothing() {
    fixture.answer(SampleRequests.whole(), upstream);
    upstream.call().accept();

    fixture.timer.fire(0);

    assertThat(upstream.call().orders).containsExactly("cancel");
    assertThat(fixture.ending.events).containsExactly("release");
    assertThat(Objects.requireNonNull(fixture.sink.refusal).kind())
        .isEqualTo(RefusalKind.UPSTREAM_TIMEOUT);
  }

  @Test
  void deadlineInTheMiddleOfAStreamBreaksItAtNoCharge() {
    fixture.answer(SampleRequests.streamed(), upstream);
    upstream.call().accept().say("Fa");

    fixture.timer.fire(0);
    upstream.call().say("r").finish().report(9, 4).end();

    assertThat(fixture.sink.events).containsExactly("Fa", "fail UPSTREAM_TIMEOUT");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void deadlineBetweenTwoAttemptsStopsTheSecond() {
    fixture.answer(SampleRequests.whole(), upstream);
    upstream.call().fail(Kind.CONNECTION_LOST);

    fixture.timer.fire(0);
    fixture.timer.fire(1);

    assertThat(upstream.calls).hasSize(1);
    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_TIMEOUT");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void failureIsToldOnlyWhenTheHoldIsGivenBack() {
    fixture.ending.outcome = new CompletableFuture<>();
    fixture.answer(SampleRequests.whole(), upstream);

    upstream.call().fail(Kind.SERVER_ERROR);
    assertThat(fixture.sink.events).isEmpty();
    fixture.ending.outcome.complete(true);

    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
  }

  @Test
  void failureIsToldEvenWhenTheHoldCouldNotBeGivenBack() {
    fixture.ending.outcome = UNKNOWN;
    fixture.answer(SampleRequests.whole(), upstream);

    upstream.call().fail(Kind.SERVER_ERROR);

    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
  }

  @FailureRow(32)
  @Test
  void wholeAnswerOfUnknownSettlementIsNeverTold() {
    fixture.ending.outcome = UNKNOWN;
    fixture.answer(SampleRequests.whole(), upstream);

    upstream
        .call()
        .accept()
        .listener
        .answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThat(fixture.sink.events).containsExactly("abandon");
  }

  @FailureRow(32)
  @Test
  void streamOfUnknownSettlementHasNoEnd() {
    fixture.ending.outcome = UNKNOWN;
    fixture.answer(SampleRequests.streamed(), upstream);

    upstream.call().accept().say("Far.").finish().report(9, 4).end();

    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "abandon");
  }

  private Exchange answer(Ending ending) {
    return fixture
        .gateway(upstream)
        .answer(GatewayFixture.call(SampleRequests.whole(), ending, upstream), fixture.sink);
  }

  @Test
  void settlementThatThrowsIsAsUnknownAsOneThatFails() {
    Ending broken =
        Ending.of(
            usage -> {
              throw new IllegalStateException("broken");
            },
            () -> {
              throw new IllegalStateException("broken");
            });

    answer(broken);
    upstream
        .call()
        .accept()
        .listener
        .answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));
    answer(broken);
    upstream.call().fail(Kind.SERVER_ERROR);

    assertThat(fixture.sink.events).containsExactly("abandon", "fail UPSTREAM_ERROR");
  }

  @Test
  void unbilledCallNeedsNoLedger() {
    answer(Ending.unbilled());
    upstream
        .call()
        .accept()
        .listener
        .answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));
    answer(Ending.unbilled());
    upstream.call().fail(Kind.SERVER_ERROR);

    assertThat(fixture.sink.events).containsExactly("answer Yes.", "fail UPSTREAM_ERROR");
    assertThat(fixture.sink.usage).isEqualTo(Usage.of(9, 4));
  }

  @Test
  void upstreamThatThrowsEndsTheCallAtNoCharge() {
    fixture.answer(
        SampleRequests.whole(),
        new ScriptedUpstream(
            "broken",
            call -> {
              throw new IllegalStateException("broken");
            }));

    assertThat(fixture.sink.events).containsExactly("fail INTERNAL");
    assertThat(fixture.ending.events).containsExactly("release");
    assertThat(fixture.timer.getQueue()).isEmpty();
  }

  @Test
  void sinkThatThrowsEndsTheCallAtNoCharge() {
    AnswerSink broken =
        new BusySink(
            fixture.sink,
            () -> {
              throw new IllegalStateException("broken");
            });
    fixture
        .gateway(upstream)
        .answer(GatewayFixture.call(SampleRequests.streamed(), fixture.ending, upstream), broken);

    upstream.call().accept().say("Fa", "r").finish().end();

    assertThat(upstream.call().orders).containsExactly("cancel");
    assertThat(fixture.sink.events).containsExactly("fail INTERNAL");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void sinkThatThrowsAtTheFinishEndsTheCallAtNoCharge() {
    AnswerSink broken =
        new BusySink(
            fixture.sink,
            () -> {
              throw new IllegalStateException("broken");
            });
    fixture
        .gateway(upstream)
        .answer(GatewayFixture.call(SampleRequests.streamed(), fixture.ending, upstream), broken);

    upstream.call().accept().finish().report(9, 4).end();

    assertThat(fixture.sink.events).containsExactly("fail INTERNAL");
    assertThat(fixture.ending.events).containsExactly("release");
  }
}
