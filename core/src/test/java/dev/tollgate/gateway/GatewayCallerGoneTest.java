package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayCallerGoneTest {

  private static final long PROMPT = GatewayFixture.COUNTER.countPrompt(SampleRequests.streamed());

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream upstream = new ScriptedUpstream("one");

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  private Exchange started() {
    return fixture.answer(SampleRequests.streamed(), upstream);
  }

  private static long tokens(String text) {
    return GatewayFixture.COUNTER.count(text);
  }

  @Test
  void callerGoneBeforeTheUpstreamAcceptedPaysNothing() {
    started().callerGone();

    assertThat(upstream.call().orders).containsExactly("cancel");
    assertThat(fixture.ending.events).containsExactly("release");
    assertThat(fixture.sink.events).isEmpty();
  }

  @Test
  void acceptanceBehindTheLeavingCostsNothing() {
    Exchange exchange = started();

    exchange.callerGone();
    upstream.call().accept().say("Far").finish().report(9, 4).end();

    assertThat(fixture.ending.events).containsExactly("release");
    assertThat(fixture.sink.events).isEmpty();
  }

  @Test
  void callerGoneBeforeTheFirstChunkPaysThePromptAlone() {
    Exchange exchange = started();
    upstream.call().accept();

    exchange.callerGone();

    assertThat(upstream.call().isCancelled()).isTrue();
    assertThat(fixture.ending.charged).containsExactly(Usage.estimated(PROMPT, 0));
    assertThat(fixture.sink.events).isEmpty();
  }

  @Test
  void callerGoneBehindSomeChunksPaysWhatTheUpstreamHadSent() {
    Exchange exchange = started();
    upstream.call().accept().think("Hm. ").say("It ", "is ", "far");

    exchange.callerGone();
    upstream.call().say(" away.");

    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(PROMPT, tokens("Hm. It is far")));
    assertThat(fixture.sink.events).containsExactly("ReasoningDelta", "It ", "is ", "far");
  }

  @Test
  void reportThatCameEarlyDoesNotMakeTheRestFree() {
    Exchange exchange = started();
    upstream.call().accept().report(9, 0).say("It is far away from here");

    exchange.callerGone();

    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(PROMPT, tokens("It is far away from here")));
  }

  @Test
  void callerGoneBehindTheWholeAnswerPaysWhatTheUpstreamReported() {
    Exchange exchange = started();
    upstream.call().accept().say("Far.").finish().report(9, 4);

    exchange.callerGone();

    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
  }

  @Test
  void callerGoneBehindTheEndPaysWhatTheUpstreamStillReports() {
    Exchange exchange = fixture.answer(SampleRequests.streamed(), upstream);
    upstream.call().accept().say("Far.").finish();

    exchange.callerGone();
    assertThat(upstream.call().orders).containsExactly("leave");
    assertThat(fixture.ending.events).isEmpty();
    upstream.call().report(9, 4).end();

    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
  }

  @Test
  void callerGoneBehindTheEndPaysWhatWeCountWhereNoReportComes() {
    Exchange exchange = fixture.answer(SampleRequests.streamed(), upstream);
    upstream.call().accept().say("Far.").finish();

    exchange.callerGone();
    upstream.call().fail(Kind.TIMEOUT);

    long prompt = GatewayFixture.COUNTER.countPrompt(SampleRequests.streamed());
    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(prompt, GatewayFixture.COUNTER.count("Far.")));
  }

  @Test
  void callerGoneBehindTheEndPaysWhatWeCountWhereNothingMoreIsHeard() {
    Exchange exchange = fixture.answer(SampleRequests.streamed(), upstream);
    upstream.call().accept().say("Far.").finish();

    exchange.callerGone();
    assertThat(fixture.timer.delays()).last().isEqualTo(Duration.ofSeconds(3));
    fixture.timer.fire(1);

    long prompt = GatewayFixture.COUNTER.countPrompt(SampleRequests.streamed());
    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(prompt, GatewayFixture.COUNTER.count("Far.")));
  }

  @Test
  void reportBehindTheEndWaitsForNoCount() {
    List<Runnable> uncounted = new ArrayList<>();
    fixture.counting = uncounted::add;
    Exchange exchange = fixture.answer(SampleRequests.streamed(), upstream);
    upstream.call().accept().say("Far.").finish();

    exchange.callerGone();
    upstream.call().report(9, 4).end();

    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
    assertThat(uncounted).isEmpty();
  }

  @Test
  void callerGoneBetweenTwoAttemptsStopsTheSecond() {
    Exchange exchange = started();
    upstream.call().fail(Kind.CONNECTION_LOST);

    exchange.callerGone();
    fixture.timer.fire(1);

    assertThat(upstream.calls).hasSize(1);
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void callerGoneWhileACallBeginsCancelsItWhenItHasBegun() {
    List<Exchange> exchanges = new ArrayList<>();
    ScriptedUpstream second =
        new ScriptedUpstream("two", call -> exchanges.forEach(Exchange::callerGone));
    exchanges.add(fixture.answer(SampleRequests.streamed(), upstream, second));

    upstream.call().fail(Kind.SERVER_ERROR);

    assertThat(second.call().orders).containsExactly("cancel");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void leavingTwiceIsLeavingOnce() {
    Exchange exchange = started();
    upstream.call().accept();

    exchange.callerGone();
    exchange.callerGone();
    fixture.timer.fire(0);
    upstream.call().fail(Kind.CONNECTION_LOST);

    assertThat(upstream.call().orders).containsExactly("cancel");
    assertThat(fixture.ending.events).containsExactly("settle");
    assertThat(fixture.sink.events).isEmpty();
  }

  @Test
  void callerGoneWhileTheSettlementIsUnderWayChangesNothing() {
    fixture.ending.outcome = new CompletableFuture<>();
    Exchange exchange = started();
    upstream.call().accept().say("Far.").finish().report(9, 4).end();

    exchange.callerGone();
    fixture.ending.outcome.complete(true);

    assertThat(fixture.ending.events).containsExactly("settle");
    assertThat(upstream.call().orders).isEmpty();
    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
  }

  @Test
  void sinkThatFindsItsCallerGoneInAChunkMayHangUpThere() {
    List<Exchange> exchanges = new ArrayList<>();
    RecordingSink heard = new RecordingSink();
    AnswerSink leaving = new BusySink(heard, () -> exchanges.get(0).callerGone());
    exchanges.add(
        fixture
            .gateway(upstream)
            .answer(
                GatewayFixture.call(SampleRequests.streamed(), fixture.ending, upstream), leaving));

    upstream.call().accept().say("Fa", "r").finish().end();

    assertThat(heard.events).containsExactly("Fa");
    assertThat(fixture.ending.charged).containsExactly(Usage.estimated(PROMPT, tokens("Fa")));
  }
}
