package dev.tollgate.money;

import java.math.BigDecimal;

/**
 * A signed amount in nano-dollars (one billionth of a US dollar, one millionth of a credit).
 *
 * <p>Arithmetic is exact: what does not fit a {@code long} throws {@link ArithmeticException}.
 *
 * @param nanos the amount; negative amounts are debts
 */
public record Money(long nanos) implements Comparable<Money> {

  /** No money. */
  public static final Money ZERO = new Money(0);

  private static final int CREDIT_DECIMALS = 6;
  private static final int DOLLAR_DECIMALS = 9;

  /** Returns that many nano-dollars. */
  public static Money ofNanos(long nanos) {
    return nanos == 0 ? ZERO : new Money(nanos);
  }

  /**
   * Converts credits, where 1 credit is $0.001.
   *
   * @throws ArithmeticException when there are more than six decimals or it does not fit
   */
  public static Money ofCredits(BigDecimal credits) {
    return ofNanos(scaled(credits, CREDIT_DECIMALS));
  }

  /**
   * Converts US dollars.
   *
   * @throws ArithmeticException when there are more than nine decimals or it does not fit
   */
  public static Money ofDollars(BigDecimal dollars) {
    return ofNanos(scaled(dollars, DOLLAR_DECIMALS));
  }

  private static long scaled(BigDecimal amount, int decimals) {
    // Checked first: expanding 1e999999999 to an integer would take the machine's memory.
    // In long, because the scale of 1e2147483647 lets the int difference wrap.
    if ((long) amount.precision() - amount.scale() > 19 || amount.scale() > 40) {
      throw new ArithmeticException("amount out of range");
    }
    return amount.movePointRight(decimals).longValueExact();
  }

  /** The amount in credits, exact, without trailing zeros. */
  public BigDecimal toCredits() {
    return plain(CREDIT_DECIMALS);
  }

  /** The amount in US dollars, exact, without trailing zeros. */
  public BigDecimal toDollars() {
    return plain(DOLLAR_DECIMALS);
  }

  private BigDecimal plain(int decimals) {
    BigDecimal value = BigDecimal.valueOf(nanos, decimals).stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  /** The sum. */
  public Money plus(Money other) {
    return ofNanos(Math.addExact(nanos, other.nanos));
  }

  /** The difference. */
  public Money minus(Money other) {
    return ofNanos(Math.subtractExact(nanos, other.nanos));
  }

  /** True below zero. */
  public boolean isNegative() {
    return nanos < 0;
  }

  /** True above zero. */
  public boolean isPositive() {
    return nanos > 0;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return "$" + toDollars().toPlainString();
  }
}
