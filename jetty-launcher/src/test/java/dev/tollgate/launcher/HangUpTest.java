package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.money.Money;
import dev.tollgate.servlet.chat.AnswerLimits;
import dev.tollgate.servlet.chat.ByteBudget;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who leave before the end: the upstream is left too, and what it sent is charged. */
final class HangUpTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration KEEP_ALIVE = Duration.ofMillis(100);

  /** What the counter makes of the question. */
  private static final long PROMPT = 8;

  private final ScriptedProvider provider = ScriptedProvider.start();
  private LiveGateway gateway;
  private Customer customer;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    gateway =
        LiveSetup.of(folder, provider)
            .withLimits(
                new AnswerLimits(
                    KEEP_ALIVE, Duration.ofSeconds(30), 1 << 20, 1 << 16, new ByteBudget(1 << 28)))
            .start();
    // Reads the vocabulary, which takes its time, before time matters.
    gateway.tollgate().counter().count("warm");
    customer = gateway.rich();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    provider.close();
  }

  private RawCaller ask() throws Exception {
    return RawCaller.connect(gateway.port()).ask(customer, Question.STREAM);
  }

  private void checkCharged(long completion) throws Exception {
    ExchangeSummary summary = gateway.awaitEnding();
    assertThat(summary.outcome()).isEqualTo(Outcome.CALLER_GONE);
    assertThat(summary.usage()).isEqualTo(Usage.estimated(PROMPT, completion));
    // $1.75 and $6.50 a million.
    assertThat(gateway.lastCharge(customer))
        .isEqualTo(Money.ofNanos(PROMPT * 1_750 + completion * 6_500));
    gateway.checkBooks();
  }

  @Test
  void hangUpWhileChunksFlowClosesTheUpstreamWithinASecond() throws Exception {
    Script flowing =
        provider.next(
            Script.stream()
                .event(ProviderAnswers.delta("one"))
                .hold()
                .event(ProviderAnswers.delta(" two"))
                .event(ProviderAnswers.delta(" three"))
                .hold());
    RawCaller caller = ask();
    caller.lineWith("\"content\":\"one\"");

    caller.hangUp();
    flowing.release();

    assertThat(flowing.isClientGoneWithin(AT_ONCE)).isTrue();
    ExchangeSummary summary = gateway.awaitEnding();
    // The reset is seen at once, or with the first write behind it: the chunks may come or not.
    assertThat(summary.usage().completionTokens()).isBetween(1L, 3L);
    assertThat(summary.usage().promptTokens()).isEqualTo(PROMPT);
    assertThat(summary.usage().estimated()).isTrue();
    LedgerEntry charge = gateway.entries(customer).get(0);
    assertThat(charge.kind()).isEqualTo(LedgerEntry.Kind.USAGE);
    assertThat(gateway.lastCharge(customer))
        .isEqualTo(Money.ofNanos(PROMPT * 1_750 + summary.usage().completionTokens() * 6_500));
    gateway.checkBooks();
  }

  @Test
  void hangUpInSilenceIsNoticed() throws Exception {
    Script silent =
        provider.next(Script.stream().event(ProviderAnswers.delta("one two three")).hold());
    RawCaller caller = ask();
    caller.lineWith("\"content\":\"one two three\"");

    caller.close();

    assertThat(silent.isClientGoneWithin(AT_ONCE)).isTrue();
    checkCharged(3);
  }

  @Test
  void hangUpBeforeTheFirstChunkCostsThePrompt() throws Exception {
    Script accepted = provider.next(Script.stream().hold());
    RawCaller caller = ask();
    caller.lineWith(": keep-alive");

    caller.close();

    assertThat(accepted.isClientGoneWithin(AT_ONCE)).isTrue();
    checkCharged(0);
  }

  @Test
  void hangUpBeforeTheUpstreamAcceptsCostsNothing() throws Exception {
    Script thinking = provider.next(Script.empty().hold());
    RawCaller caller = ask();
    caller.lineWith(": keep-alive");

    caller.close();

    assertThat(thinking.isClientGoneWithin(AT_ONCE)).isTrue();
    assertThat(gateway.awaitEnding().outcome()).isEqualTo(Outcome.CALLER_GONE);
    gateway.checkUncharged(customer);
  }
}
