package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangeListenerTest {

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream one = new ScriptedUpstream("one");
  private final ScriptedUpstream two = new ScriptedUpstream("two");
  private final List<String> heard = new ArrayList<>();
  private final List<ExchangeSummary> summaries = new ArrayList<>();

  private final class Recorder implements ExchangeListener {
    @Override
    public void began(ChatCall call) {
      heard.add("began " + call.requestId());
    }

    @Override
    public void attemptFailed(ChatCall call, String upstream, UpstreamFailure failure) {
      heard.add(upstream + " " + failure.kind());
    }

    @Override
    public void ended(ChatCall call, ExchangeSummary summary) {
      heard.add("ended " + summary.outcome().label());
      summaries.add(summary);
    }
  }

  private static final class Broken implements ExchangeListener {
    @Override
    public void began(ChatCall call) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void attemptFailed(ChatCall call, String upstream, UpstreamFailure failure) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void ended(ChatCall call, ExchangeSummary summary) {
      throw new IllegalStateException("broken");
    }
  }

  @BeforeEach
  void listen() {
    fixture.listeners.addAll(List.of(new Broken(), new Recorder()));
  }

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  @Test
  void everyEventIsHeardOnceWhateverAnotherListenerThrows() {
    Exchange exchange = fixture.answer(SampleRequests.streamed(), one, two);
    one.call().fail(Kind.SERVER_ERROR);
    two.call().accept().say("Far.").finish().report(9, 4).end();
    exchange.callerGone();
    two.call().fail(Kind.CONNECTION_LOST);

    assertThat(heard).containsExactly("began req_1", "one SERVER_ERROR", "ended completed");
    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
    ExchangeSummary summary = summaries.get(0);
    assertThat(summary.upstream()).contains("two");
    assertThat(summary.usage()).isEqualTo(Usage.of(9, 4));
    assertThat(summary.timeToFirstChunk()).isPresent();
    assertThat(summary.total()).isGreaterThanOrEqualTo(summary.timeToFirstChunk().orElseThrow());
  }

  @Test
  void lastFailureEndsTheCall() {
    fixture.answer(SampleRequests.whole(), one);
    one.call().fail(Kind.TIMEOUT);

    assertThat(heard).containsExactly("began req_1", "one TIMEOUT", "ended failed");
    assertThat(summaries.get(0).usage()).isEqualTo(Usage.NONE);
    assertThat(summaries.get(0).timeToFirstChunk()).isEmpty();
  }

  @Test
  void callerGoneIsAnOutcomeOfItsOwn() {
    Exchange exchange = fixture.answer(SampleRequests.streamed(), one);
    one.call().accept().say("Far.");
    exchange.callerGone();

    assertThat(heard).containsExactly("began req_1", "ended caller_gone");
    assertThat(summaries.get(0).usage()).isEqualTo(fixture.ending.charged.get(0));
  }

  @Test
  void endIsHeardWhenTheSettlementIsKnown() {
    fixture.ending.outcome = new CompletableFuture<>();
    fixture.answer(SampleRequests.whole(), one);
    one.call().accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));
    assertThat(heard).containsExactly("began req_1");

    fixture.ending.outcome.completeExceptionally(new IllegalStateException("gone"));

    assertThat(heard).containsExactly("began req_1", "ended unknown");
    assertThat(summaries).extracting(ExchangeSummary::outcome).containsExactly(Outcome.UNKNOWN);
    assertThat(summaries.get(0).usage()).isEqualTo(Usage.NONE);
  }

  @Test
  void sinkThatThrowsAtTheEndHidesNothingFromListeners() {
    AnswerSink broken =
        new BusySink(
            fixture.sink,
            () -> {},
            () -> {
              throw new IllegalStateException("broken");
            });
    fixture
        .gateway(one)
        .answer(GatewayFixture.call(SampleRequests.whole(), fixture.ending, one), broken);

    one.call().accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThat(heard).containsExactly("began req_1", "ended completed");
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
  }
}
