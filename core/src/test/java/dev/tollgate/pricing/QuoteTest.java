package dev.tollgate.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.money.Money;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuoteTest {

  @Test
  void amountIsTheCostOfAllTokens() {
    assertThat(quote(2_440_000_000L, 9_750_000_000L, 24, 9).amount())
        .isEqualTo(Money.ofNanos(146_310));
    assertThat(quote(2_440_000_000L, 9_750_000_000L, 24, 9).withPromptTokens(0).amount())
        .isEqualTo(Money.ofNanos(87_750));
  }

  @Test
  void affordableOutputIsTheMostThatFits() {
    Random random = new Random(19);
    int between = 0;
    for (int round = 0; round < 20_000; round++) {
      Quote quote =
          quote(
              random.nextLong(20_000_000_000L) >> random.nextInt(35),
              1 + (random.nextLong(20_000_000_000L) >> random.nextInt(35)),
              random.nextLong(200_000),
              1 + random.nextLong(100_000));
      Money available = Money.ofNanos(random.nextLong(2 * quote.amount().nanos() + 2));
      long output = quote.outputTokensWithin(available);
      if (output < 0) {
        assertThat(quote.amountFor(0)).isGreaterThan(available);
        continue;
      }
      assertThat(output).isLessThanOrEqualTo(quote.outputTokens());
      assertThat(quote.amountFor(output)).isLessThanOrEqualTo(available);
      if (output < quote.outputTokens()) {
        assertThat(quote.amountFor(output + 1)).isGreaterThan(available);
        between++;
      }
    }
    assertThat(between).isGreaterThan(1_000);
  }

  @Test
  void freeOutputIsLimitedByThePromptAlone() {
    Quote quote = quote(1_000_000, 0, 100, 50);
    assertThat(quote.outputTokensWithin(Money.ofNanos(100))).isEqualTo(50);
    assertThat(quote.outputTokensWithin(Money.ofNanos(99))).isEqualTo(-1);
  }

  @Test
  void extremeBalancesAndPricesDoNotOverflow() {
    Quote quote = quote(9_750_000_000L, 50_000_000_000_000L, 1_000, 4_096);
    assertThat(quote.outputTokensWithin(Money.ofNanos(Long.MAX_VALUE))).isEqualTo(4_096);
    assertThat(quote.outputTokensWithin(Money.ofNanos(Long.MIN_VALUE))).isEqualTo(-1);
    assertThat(quote.outputTokensWithin(Money.ofNanos(49_999_999 + 9_750_000))).isZero();
    assertThat(quote.outputTokensWithin(Money.ofNanos(50_000_000 + 9_750_000))).isEqualTo(1);
  }

  private static Quote quote(long input, long output, long promptTokens, long outputTokens) {
    Price price = new Price(Money.ofNanos(input), Money.ofNanos(input), Money.ofNanos(output));
    return new Quote("stansa-g4", price, promptTokens, outputTokens);
  }
}
