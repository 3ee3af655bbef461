package dev.tollgate.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.Quote;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a hold is made from, against arithmetic that can't overflow or round twice. */
class QuoteExactnessTest {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  private static BigInteger cost(long prompt, long input, long output, long perOutput) {
    BigInteger sum =
        BigInteger.valueOf(prompt)
            .multiply(BigInteger.valueOf(input))
            .add(BigInteger.valueOf(output).multiply(BigInteger.valueOf(perOutput)));
    BigInteger[] parts = sum.divideAndRemainder(MILLION);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }

  @Test
  void quoteAndItsInverseAreExact() {
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      long input = random.nextLong(100_000_000_000L) >> random.nextInt(30);
      long perOutput = 1 + (random.nextLong(100_000_000_000L) >> random.nextInt(30));
      long prompt = random.nextLong(2_000_000);
      long output = 1 + random.nextLong(500_000);
      Quote quote =
          new Quote(
              "m",
              new Price(Money.ofNanos(input), Money.ZERO, Money.ofNanos(perOutput)),
              prompt,
              output);

      BigInteger whole = cost(prompt, input, output, perOutput);
      assertThat(BigInteger.valueOf(quote.amount().nanos())).isEqualTo(whole);
      long available = random.nextLong(whole.longValueExact() + 2);
      long covered = quote.outputTokensWithin(Money.ofNanos(available));
      if (covered >= 0) {
        assertThat(cost(prompt, input, covered, perOutput))
            .isLessThanOrEqualTo(BigInteger.valueOf(available));
      }
      if (covered < output) {
        assertThat(cost(prompt, input, covered + 1, perOutput))
            .isGreaterThan(BigInteger.valueOf(available));
      }
    }
  }
}
