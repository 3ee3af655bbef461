package dev.tollgate.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.chat.Usage;
import dev.tollgate.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  @ParameterizedTest
  @CsvSource({
    "2.44, 9.75, 24, 9, 146310",
    "3.75, 17.00, 24, 9, 243000",
    "1.75, 6.50, 24, 9, 100500",
    "0.50, 2.00, 24, 9, 30000",
    "0.40, 1.50, 24, 9, 23100",
    "0.40, 1.50, 0, 0, 0",
    "0.000000001, 0.000000001, 1, 0, 1",
    "0.000000001, 0.000000001, 500000, 500000, 1",
    "0.000000001, 0.000000001, 500000, 500001, 2",
  })
  void costIsThePriceListRoundedUpOnce(
      BigDecimal input, BigDecimal output, long prompt, long completion, long nanos) {
    Price price = price(input, output);
    assertThat(price.cost(Usage.of(prompt, completion))).isEqualTo(Money.ofNanos(nanos));
  }

  @Test
  void cachedTokensHaveTheirOwnPriceAndReasoningIsOutput() {
    Price price =
        new Price(Money.ofNanos(4_000_000), Money.ofNanos(1_000_000), Money.ofNanos(8_000_000));
    assertThat(price.cost(new Usage(100, 50, 40, 50, false)))
        .isEqualTo(Money.ofNanos(60 * 4 + 40 + 50 * 8));
  }

  @Test
  void dearestIsBelowNoneInAnyPart() {
    Price brief = new Price(Money.ofNanos(9), Money.ofNanos(1), Money.ofNanos(2));
    Price lengthy = new Price(Money.ofNanos(3), Money.ofNanos(2), Money.ofNanos(8));

    assertThat(Price.dearest(List.of(brief, lengthy)))
        .isEqualTo(new Price(Money.ofNanos(9), Money.ofNanos(2), Money.ofNanos(8)));
    assertThat(Price.dearest(List.of(brief))).isEqualTo(brief);
  }

  @Test
  void costAgreesWithUnboundedArithmeticOrThrows() {
    Random random = new Random(13);
    int thrown = 0;
    for (int round = 0; round < 20_000; round++) {
      Price price = new Price(amount(random), amount(random), amount(random));
      long prompt = tokens(random);
      long completion = tokens(random);
      long cached = prompt == 0 ? 0 : random.nextLong(prompt + 1);
      Usage usage = new Usage(prompt, completion, cached, 0, false);
      BigInteger expected =
          product(prompt - cached, price.input())
              .add(product(cached, price.cachedInput()))
              .add(product(completion, price.output()));
      if (expected.bitLength() > 63) {
        assertThatThrownBy(() -> price.cost(usage)).isInstanceOf(ArithmeticException.class);
        thrown++;
      } else {
        BigInteger rounded = expected.add(MILLION).subtract(BigInteger.ONE).divide(MILLION);
        assertThat(price.cost(usage).nanos()).isEqualTo(rounded.longValueExact());
      }
    }
    assertThat(thrown).isBetween(100, 15_000);
  }

  @Test
  void moreTokensNeverCostLess() {
    Random random = new Random(17);
    for (int round = 0; round < 5_000; round++) {
      Price price = new Price(small(random), small(random), small(random));
      long prompt = random.nextLong(100_000);
      long completion = random.nextLong(100_000);
      Money cost = price.cost(Usage.of(prompt, completion));
      assertThat(price.cost(Usage.of(prompt + 1, completion))).isGreaterThanOrEqualTo(cost);
      assertThat(price.cost(Usage.of(prompt, completion + 1))).isGreaterThanOrEqualTo(cost);
    }
  }

  @Test
  void absurdTokensThrow() {
    Price price = price(BigDecimal.ONE, BigDecimal.ONE);
    assertThat(price.cost(Usage.of(9_000_000, 9_000_000)).isPositive()).isTrue();
    assertThatThrownBy(() -> price.cost(Usage.of(9_000_001, 0)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> price.cost(Usage.of(0, 9_000_001)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void negativePricesAreRefused() {
    Money debt = Money.ofNanos(-1);
    assertThatThrownBy(() -> new Price(debt, Money.ZERO, Money.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Price(Money.ZERO, debt, Money.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Price(Money.ZERO, Money.ZERO, debt))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "3.75, 0.00000375",
    "17.00, 0.000017",
    "0, 0",
    "1000000, 1",
    "30000000, 30",
    "0.000000001, 0.000000000000001",
  })
  void pricePerTokenIsAPlainDecimal(BigDecimal perMillion, String perToken) {
    Price price = price(perMillion, perMillion);
    assertThat(price.inputDollarsPerToken().toPlainString()).isEqualTo(perToken);
    assertThat(price.outputDollarsPerToken().toPlainString()).isEqualTo(perToken);
  }

  private static Price price(BigDecimal input, BigDecimal output) {
    return new Price(Money.ofDollars(input), Money.ofDollars(input), Money.ofDollars(output));
  }

  private static Money amount(Random random) {
    return Money.ofNanos(random.nextLong() >>> (1 + random.nextInt(63)));
  }

  private static Money small(Random random) {
    return Money.ofNanos(random.nextLong(20_000_000_000L));
  }

  private static long tokens(Random random) {
    return random.nextLong(Price.ABSURD_TOKENS >> random.nextInt(23));
  }

  private static BigInteger product(long tokens, Money perMillion) {
    return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(perMillion.nanos()));
  }
}
