package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.ScriptedProvider;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every charge is the price list's, to the nano-dollar. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PriceListTest {

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Customer customer = scene.customer();

  @ParameterizedTest
  @CsvSource({
    "gpt-4.1-unfiltered,       2.44,   9.75",
    "stansa-4.0,               3.75,  17.00",
    "stansa-g4,                1.75,   6.50",
    "gpt-4.1-mini-unfiltered,  0.50,   2.00",
    "stansa-d1-mini,           0.40,   1.50",
    "test/fractions,           0.0001, 0.00025"
  })
  void wholeAndStreamedAnswersCostTheSame(String model, BigDecimal input, BigDecimal output)
      throws Exception {
    Caller caller = new Caller(gateway, customer);
    for (long[] used : new long[][] {{1, 1}, {7, 5}, {123, 457}, {500, 1}}) {
      Money expected = price(input, used[0], output, used[1]);

      provider.next(ProviderAnswers.whole("Hi.", used[0], used[1]));
      HttpResponse<String> whole = caller.chat(Question.of(model));
      assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
      assertThat(gateway.lastCharge(customer)).isEqualTo(expected);

      provider.next(ProviderAnswers.streamed(used[0], used[1], "H", "i."));
      HttpResponse<String> streamed = caller.chat(Question.streamOf(model));
      assertThat(streamed.body()).endsWith("data: [DONE]\n\n");
      assertThat(gateway.lastCharge(customer)).isEqualTo(expected);
    }
  }

  /** Dollars a million tokens, summed first and rounded once, up. */
  private static Money price(BigDecimal input, long prompt, BigDecimal output, long completion) {
    BigDecimal dollars =
        input
            .multiply(BigDecimal.valueOf(prompt))
            .add(output.multiply(BigDecimal.valueOf(completion)))
            .movePointLeft(6);
    return Money.ofDollars(dollars.setScale(9, RoundingMode.CEILING));
  }

  @Test
  void ledgerAndCreditsTellTheSameSums() throws Exception {
    Customer other = gateway.customer("1.5");
    Caller caller = new Caller(gateway, other);
    provider.next(ProviderAnswers.whole("Hi.", 7, 5));
    HttpResponse<String> answer = caller.chat(Question.of("test/fractions"));

    // 7 × 0.1 and 5 × 0.25 nano-dollars: 1.95, which is 2.
    Answer credits = Answer.of(caller.get("/v1/credits").body());
    assertThat(credits.number("data.balance_credits")).isEqualByComparingTo("1.499998");
    assertThat(credits.number("data.held_credits")).isEqualByComparingTo("0");
    assertThat(credits.number("data.total_credits")).isEqualByComparingTo("1.5");
    assertThat(credits.number("data.total_usage")).isEqualByComparingTo("0.000002");
    List<LedgerEntry> entries = gateway.entries(other);
    assertThat(entries)
        .extracting(LedgerEntry::kind)
        .containsExactly(LedgerEntry.Kind.USAGE, LedgerEntry.Kind.TOPUP);
    assertThat(entries.get(0).requestId())
        .contains(answer.headers().firstValue("x-request-id").orElseThrow());
    assertThat(entries.get(0).posted()).isEqualTo(Money.ofNanos(1_499_998));
  }

  @Test
  void usageThatTheUpstreamDoesNotTellIsCounted() throws Exception {
    provider.next(
        dev.tollgate.upstream.Script.stream()
            .event(ProviderAnswers.delta("Hello there, how are you?"))
            .event(ProviderAnswers.finish("stop"))
            .done());

    HttpResponse<String> streamed =
        new Caller(gateway, customer).chat(Question.streamOf("gpt-4.1-mini-unfiltered"));

    assertThat(streamed.body()).contains("\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":7,");
    assertThat(gateway.lastCharge(customer))
        .isEqualTo(price(new BigDecimal("0.50"), 8, new BigDecimal("2.00"), 7));
  }
}
