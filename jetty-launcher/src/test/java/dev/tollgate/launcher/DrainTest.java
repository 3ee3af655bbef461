package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who leave where the provider bills to the end: its answer is read on for its usage. */
final class DrainTest {

  /** What the counter makes of the question. */
  private static final long PROMPT = 8;

  private final ScriptedProvider provider = ScriptedProvider.start();
  private LiveGateway gateway;
  private Customer customer;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    gateway = LiveSetup.of(folder, provider).with("CANCEL_STOPS_BILLING", "false").start();
    customer = gateway.rich();
  }

  @AfterEach
  void stop() {
    gateway.checkBooks();
    gateway.close();
    provider.close();
  }

  private String metrics() throws Exception {
    return new Caller(gateway.address(), "").get("/metrics").body();
  }

  @Test
  void callerPaysForWhatCameAndTheRestIsTheOperatorsLoss() throws Exception {
    Script script =
        provider.next(
            Script.stream()
                .event(ProviderAnswers.delta("one two three"))
                .hold()
                .event(ProviderAnswers.delta(" four five"))
                .event(ProviderAnswers.finish("stop"))
                .event(ProviderAnswers.usage(PROMPT, 103))
                .done());
    RawCaller caller = RawCaller.connect(gateway.port()).ask(customer, Question.STREAM);
    caller.lineWith("one two three");

    caller.close();

    ExchangeSummary summary = gateway.awaitEnding();
    assertThat(summary.outcome()).isEqualTo(Outcome.CALLER_GONE);
    assertThat(summary.usage()).isEqualTo(Usage.estimated(PROMPT, 3));
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(PROMPT * 1_750 + 3 * 6_500));
    assertThat(metrics()).contains("tollgate_upstream_in_flight{upstream=\"first\"} 1.0");

    script.release();

    assertThat(script.isFinishedWithin(Script.DEADLINE)).isTrue();
    // 100 more tokens of $6.50 a million are 0.65 credits.
    assertThat(gateway.awaitLost().used()).isEqualTo(Usage.of(PROMPT, 103));
    assertThat(metrics())
        .contains(
            "tollgate_upstream_lost_credits_total{reason=\"caller_gone\",upstream=\"first\"} 0.65\n")
        .contains("tollgate_upstream_in_flight{upstream=\"first\"} 0.0");
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(PROMPT * 1_750 + 3 * 6_500));
  }

  @Test
  void callerWhoLeavesBeforeTheAnswerPaysNothing() throws Exception {
    Script script =
        provider.next(Script.empty().hold().then(ProviderAnswers.whole("Hi.", PROMPT, 100)::play));
    RawCaller caller = RawCaller.connect(gateway.port()).ask(customer, Question.PLAIN);
    script.awaitHold();

    caller.close();
    assertThat(gateway.awaitEnding().outcome()).isEqualTo(Outcome.CALLER_GONE);
    script.release();

    assertThat(gateway.awaitLost().charged()).isEqualTo(Usage.NONE);
    assertThat(metrics())
        .contains(
            "tollgate_upstream_lost_credits_total{reason=\"caller_gone\",upstream=\"first\"} 0.664\n");
    gateway.checkUncharged(customer);
  }

  @Test
  void anUpstreamThatIgnoresTheCapIsCutAndTold() throws Exception {
    Script script = Script.stream();
    for (int i = 0; i < 100; i++) {
      script.event(ProviderAnswers.delta(" far far far far far far far far far far"));
    }
    provider.next(script.hold());

    String body = new Caller(gateway, customer).chat(Question.STREAM).body();

    assertThat(body).contains("\"finish_reason\":\"length\"").endsWith("data: [DONE]\n\n");
    assertThat(body.split(" far", -1)).hasSize(501);
    assertThat(script.isClientGoneWithin(Duration.ofSeconds(1))).isTrue();
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(PROMPT * 1_750 + 500 * 6_500));
    assertThat(metrics())
        .contains("tollgate_upstream_alarms_total{kind=\"cap_ignored\",upstream=\"first\"} 1.0");
  }
}
