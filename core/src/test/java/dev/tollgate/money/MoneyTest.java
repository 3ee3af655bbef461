package dev.tollgate.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

  @ParameterizedTest
  @CsvSource({
    "1, 1000000",
    "0.000001, 1",
    "-0.5, -500000",
    "1e3, 1000000000",
    "1.500000000, 1500000",
    "9223372036854.775807, 9223372036854775807",
    "-9223372036854.775808, -9223372036854775808",
    "0, 0",
  })
  void oneCreditIsAMillionNanoDollars(BigDecimal credits, long nanos) {
    assertThat(Money.ofCredits(credits)).isEqualTo(Money.ofNanos(nanos));
    assertThat(Money.ofCredits(credits).toCredits()).isEqualByComparingTo(credits);
  }

  @ParameterizedTest
  @CsvSource({"2.44, 2440000000", "0.000000001, 1", "9223372036.854775807, 9223372036854775807"})
  void oneDollarIsABillionNanoDollars(BigDecimal dollars, long nanos) {
    assertThat(Money.ofDollars(dollars)).isEqualTo(Money.ofNanos(nanos));
    assertThat(Money.ofDollars(dollars).toDollars()).isEqualByComparingTo(dollars);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0000001",
        "9223372036854.775808",
        "-9223372036854.775809",
        "1e14",
        "1e999999999",
        "1e2147483647",
        "-1e2147483647",
        "1e-999999999",
        "1e-2147483647",
      })
  void creditsThatDoNotFitThrow(String credits) {
    assertThatThrownBy(() -> Money.ofCredits(new BigDecimal(credits)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void amountsPrintWithoutTrailingZerosOrExponent() {
    assertThat(Money.ofNanos(1_500_000).toCredits().toPlainString()).isEqualTo("1.5");
    assertThat(Money.ofNanos(100_000_000).toCredits().toString()).isEqualTo("100");
    assertThat(Money.ofNanos(-1).toString()).isEqualTo("$-0.000000001");
    assertThat(Money.ZERO.toDollars().toString()).isEqualTo("0");
  }

  @Test
  void sumsAndDifferencesAreExactOrThrow() {
    Random random = new Random(3);
    int thrown = 0;
    for (int round = 0; round < 20_000; round++) {
      long a = random.nextLong() >> random.nextInt(64);
      long b = random.nextLong() >> random.nextInt(64);
      BigInteger sum = BigInteger.valueOf(a).add(BigInteger.valueOf(b));
      BigInteger difference = BigInteger.valueOf(a).subtract(BigInteger.valueOf(b));
      thrown += agrees(sum, () -> Money.ofNanos(a).plus(Money.ofNanos(b)));
      thrown += agrees(difference, () -> Money.ofNanos(a).minus(Money.ofNanos(b)));
      assertThat(Money.ofNanos(a).compareTo(Money.ofNanos(b))).isEqualTo(Long.compare(a, b));
    }
    assertThat(thrown).isPositive();
  }

  private static int agrees(BigInteger expected, java.util.function.Supplier<Money> act) {
    if (expected.compareTo(MOST) > 0 || expected.compareTo(LEAST) < 0) {
      assertThatThrownBy(act::get).isInstanceOf(ArithmeticException.class);
      return 1;
    }
    assertThat(act.get().nanos()).isEqualTo(expected.longValueExact());
    return 0;
  }

  @Test
  void everyAmountComesBackFromItsDecimals() {
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      Money money = Money.ofNanos(random.nextLong() >> random.nextInt(64));
      assertThat(Money.ofCredits(money.toCredits())).isEqualTo(money);
      assertThat(Money.ofDollars(money.toDollars())).isEqualTo(money);
      assertThat(Money.ofDollars(new BigDecimal(money.toString().substring(1)))).isEqualTo(money);
    }
  }

  @Test
  void signsAreTold() {
    assertThat(Money.ofNanos(-1).isNegative()).isTrue();
    assertThat(Money.ofNanos(1).isPositive()).isTrue();
    assertThat(Money.ZERO.isNegative() || Money.ZERO.isPositive()).isFalse();
  }
}
