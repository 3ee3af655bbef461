package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.gateway.LostAnswer.Reason;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.routing.UpstreamReport;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers who leave an upstream that bills to the end: they pay as ever, and the rest is known. */
class GatewayDrainTest {

  private static final long PROMPT = GatewayFixture.COUNTER.countPrompt(SampleRequests.streamed());

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream upstream = new ScriptedUpstream("one");
  private final UpstreamHealths healths = GatewayFixture.healths(upstream);
  private final List<LostAnswer> drained = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  @BeforeEach
  void listen() {
    upstream.drains = true;
    fixture.listeners.add(
        new ExchangeListener() {
          @Override
          public void lost(ChatCall call, LostAnswer answer) {
            drained.add(answer);
          }

          @Override
          public void ended(ChatCall call, ExchangeSummary summary) {
            outcomes.add(summary.outcome());
          }
        });
  }

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  private Exchange started(boolean stream) {
    return fixture
        .gateway(healths)
        .answer(
            GatewayFixture.call(
                stream ? SampleRequests.streamed() : SampleRequests.whole(),
                fixture.ending,
                upstream),
            fixture.sink);
  }

  private UpstreamReport report() {
    return healths.reports().get(0);
  }

  private static LostAnswer lost(Usage paid, Usage used) {
    return new LostAnswer("one", Reason.CALLER_GONE, GatewayFixture.PRICE, paid, used);
  }

  private static long tokens(String text) {
    return GatewayFixture.COUNTER.count(text);
  }

  @Test
  void callerPaysAtOnceForWhatCameAndTheRestIsReported() {
    Exchange exchange = started(true);
    upstream.call().accept().say("It is far");

    exchange.callerGone();

    Usage paid = Usage.estimated(PROMPT, tokens("It is far"));
    assertThat(upstream.call().orders).containsExactly("leave");
    assertThat(fixture.ending.charged).containsExactly(paid);
    assertThat(outcomes).containsExactly(Outcome.CALLER_GONE);
    assertThat(report().inFlight()).isEqualTo(1);
    assertThat(drained).isEmpty();

    upstream.call().say(" away from here.").finish().report(9, 70).end();

    assertThat(drained).containsExactly(lost(paid, Usage.of(9, 70)));
    assertThat(fixture.ending.charged).hasSize(1);
    assertThat(fixture.sink.events).containsExactly("It is far");
    assertThat(report().inFlight()).isZero();
    assertThat(report().successes()).isEqualTo(1);
  }

  @Test
  void withoutAReportTheRestIsCounted() {
    Exchange exchange = started(true);
    upstream.call().accept().say("It is far");

    exchange.callerGone();
    upstream.call().say(" away from here.").finish().end();

    assertThat(drained)
        .extracting(LostAnswer::used)
        .containsExactly(Usage.estimated(PROMPT, tokens("It is far") + tokens(" away from here.")));
  }

  @Test
  void callerWhoLeavesBeforeTheAcceptancePaysNothing() {
    Exchange exchange = started(false);

    exchange.callerGone();
    assertThat(fixture.ending.events).containsExactly("release");

    upstream
        .call()
        .accept()
        .listener
        .answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 70)));
    assertThat(drained).containsExactly(lost(Usage.NONE, Usage.of(9, 70)));
    assertThat(fixture.ending.events).containsExactly("release");
    assertThat(fixture.sink.events).isEmpty();
  }

  @Test
  void aDrainThatBreaksOffCountsForNothing() {
    Exchange exchange = started(true);
    upstream.call().accept().say("It is");

    exchange.callerGone();
    upstream.call().say(" far").fail(Kind.TIMEOUT);

    assertThat(drained)
        .extracting(LostAnswer::used)
        .containsExactly(Usage.estimated(PROMPT, tokens("It is") + tokens(" far")));
    assertThat(report().inFlight()).isZero();
    assertThat(report().failures()).isEmpty();
  }

  @Test
  void aRefusalBehindTheLeavingUsedNothing() {
    Exchange exchange = started(true);

    exchange.callerGone();
    upstream.call().fail(Kind.SERVER_ERROR);

    assertThat(drained).isEmpty();
    assertThat(report().inFlight()).isZero();
  }

  @Test
  void anUpstreamThatStopsBillingIsCancelled() {
    upstream.drains = false;
    Exchange exchange = started(true);
    upstream.call().accept().say("It is far");

    exchange.callerGone();
    upstream.call().say(" away").finish().report(9, 70).end();

    assertThat(upstream.call().orders).containsExactly("cancel");
    assertThat(report().inFlight()).isZero();
  }

  @Test
  void theRestIsToldWhenItsChargeIsKnown() {
    fixture.ending.outcome = new CompletableFuture<>();
    Exchange exchange = started(true);
    upstream.call().accept().say("It is far");

    exchange.callerGone();
    upstream.call().finish().report(9, 70).end();
    assertThat(drained).isEmpty();

    fixture.ending.outcome.complete(true);
    assertThat(drained).hasSize(1);
  }
}
