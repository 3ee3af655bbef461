package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ScriptedUpstream.Call;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayStreamTest {

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream upstream = new ScriptedUpstream("one");

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  private Call started(String members) {
    fixture.answer(SampleRequests.with("'stream':true" + members), upstream);
    return upstream.call();
  }

  @Test
  void chunksPassInOrderAndAtOnce() {
    Call call = started("").accept();

    call.say("It ");
    assertThat(fixture.sink.events).containsExactly("It ");
    call.say("is ", "far.").think("Hm");
    assertThat(fixture.sink.events).containsExactly("It ", "is ", "far.", "ReasoningDelta");
    call.listener.chunk(new ChatChunk.ToolCallStart(0, "call_1", "walk"));
    call.listener.chunk(new ChatChunk.ToolCallArguments(0, "{}"));
    call.listener.chunk(new ChatChunk.RefusalDelta("No."));

    assertThat(fixture.sink.events)
        .endsWith("ReasoningDelta", "ToolCallStart", "ToolCallArguments", "RefusalDelta");
    assertThat(fixture.ending.events).isEmpty();
  }

  @Test
  void finishIsHeldBackUntilTheStreamIsWhole() {
    Call call = started("").accept().say("Far.").finish();
    assertThat(fixture.sink.events).containsExactly("Far.");

    call.report(9, 4);
    assertThat(fixture.sink.events).containsExactly("Far.");

    call.end();
    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
  }

  @Test
  void endIsToldOnlyWhenTheSettlementIsKnown() {
    fixture.ending.outcome = new CompletableFuture<>();
    started("").accept().say("Far.").finish().report(9, 4).end();
    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop");
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));

    fixture.ending.outcome.complete(true);

    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
    assertThat(fixture.sink.usage).isEqualTo(Usage.of(9, 4));
  }

  @Test
  void failureBehindTheFinishIsNoSuccess() {
    started("").accept().say("Far.").finish().fail(Kind.CONNECTION_LOST);

    assertThat(fixture.sink.events).containsExactly("Far.", "fail UPSTREAM_ERROR");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void streamWithoutAFinishReasonIsAFailure() {
    started("").accept().say("Far").report(9, 4).end();

    assertThat(fixture.sink.events).containsExactly("Far", "fail UPSTREAM_ERROR");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void streamWithoutUsageIsCountedHereAndMarked() {
    started("").accept().think("Hm. ").say("Far", " away").finish().end();

    assertThat(fixture.ending.charged)
        .containsExactly(
            Usage.estimated(
                GatewayFixture.COUNTER.countPrompt(SampleRequests.streamed()),
                GatewayFixture.COUNTER.count("Hm. Far away")));
    assertThat(fixture.sink.usage).isEqualTo(fixture.ending.charged.get(0));
  }

  @Test
  void excludedReasoningIsCountedButNotShown() {
    started(",'reasoning':{'exclude':true}").accept().think("Hm. ").say("Far").finish().end();

    assertThat(fixture.sink.events).containsExactly("Far", "finish stop", "end");
    assertThat(fixture.ending.charged)
        .singleElement()
        .extracting(Usage::completionTokens)
        .isEqualTo(GatewayFixture.COUNTER.count("Hm. Far"));
  }

  @Test
  void slowCallerPausesTheUpstreamUntilItReadsAgain() {
    Exchange exchange = fixture.answer(SampleRequests.streamed(), upstream);

    exchange.pause();
    exchange.resume();

    assertThat(upstream.call().orders).containsExactly("pause", "resume");
  }

  @Test
  void pauseFromBeforeTheNextAttemptReachesIt() {
    ScriptedUpstream second = new ScriptedUpstream("two");
    Exchange exchange = fixture.answer(SampleRequests.streamed(), upstream, second);

    exchange.pause();
    upstream.call().fail(Kind.SERVER_ERROR);

    assertThat(second.call().orders).containsExactly("pause");
  }

  @Test
  void pauseWhileACallBeginsReachesItWhenItHasBegun() {
    List<Exchange> exchanges = new ArrayList<>();
    ScriptedUpstream second =
        new ScriptedUpstream("two", call -> exchanges.forEach(Exchange::pause));
    exchanges.add(fixture.answer(SampleRequests.streamed(), upstream, second));

    upstream.call().fail(Kind.SERVER_ERROR);

    assertThat(second.call().orders).containsExactly("pause");
  }

  @Test
  void pauseAndResumeBehindTheEndDoNothing() {
    Exchange exchange = fixture.answer(SampleRequests.streamed(), upstream);
    upstream.call().accept().say("Far.").finish().end();

    exchange.pause();
    exchange.resume();
    exchange.callerGone();

    assertThat(upstream.call().orders).isEmpty();
    assertThat(fixture.ending.events).containsExactly("settle");
  }

  @Test
  void chunksBehindTheEndAreDropped() {
    Call call = started("").accept().say("Far.").finish();
    call.end();

    call.say("And ").finish().report(900, 400).end();

    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
    assertThat(fixture.ending.charged).hasSize(1);
  }

  @Test
  void streamHasItsOwnDeadline() {
    started("");

    assertThat(fixture.timer.delays()).containsExactly(Duration.ofMinutes(10));
  }

  @Test
  void deadlineInTheMiddleOfAChunkIsToldBehindIt() {
    AnswerSink slow = new BusySink(fixture.sink, () -> fixture.timer.fire(0));
    fixture
        .gateway(upstream)
        .answer(GatewayFixture.call(SampleRequests.streamed(), fixture.ending, upstream), slow);

    upstream.call().accept().say("Far", " away").finish().end();

    assertThat(fixture.sink.events).containsExactly("Far", "fail UPSTREAM_TIMEOUT");
    assertThat(fixture.ending.events).containsExactly("release");
  }
}
