package dev.tollgate.pricing;

import dev.tollgate.chat.Usage;
import dev.tollgate.money.Money;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.function.Function;

/**
 * What a model's tokens cost.
 *
 * @param input per million prompt tokens
 * @param cachedInput per million prompt tokens that the upstream had in its cache
 * @param output per million completion tokens, reasoning included
 */
public record Price(Money input, Money cachedInput, Money output) {

  /** More tokens than any request has; a larger count is somebody's mistake. */
  public static final long ABSURD_TOKENS = 9_000_000;

  private static final long MILLION = 1_000_000;

  public Price {
    if (input.isNegative() || cachedInput.isNegative() || output.isNegative()) {
      throw new IllegalArgumentException("a price is never negative");
    }
  }

  /**
   * A price as price lists have it, cached input at the price of input.
   *
   * @param input US dollars per million prompt tokens, as {@code 1.75}
   * @param output US dollars per million completion tokens
   * @throws NumberFormatException when one is no decimal
   * @throws ArithmeticException when one has more than nine decimals or does not fit
   */
  public static Price ofDollars(String input, String output) {
    Money prompt = Money.ofDollars(new BigDecimal(input));
    return new Price(prompt, prompt, Money.ofDollars(new BigDecimal(output)));
  }

  /**
   * The price that none of those is above in any of its parts. Where one is dearest for input and
   * another for output, it is neither of them.
   *
   * @throws java.util.NoSuchElementException when there are none
   */
  public static Price dearest(Collection<Price> prices) {
    return new Price(
        dearest(prices, Price::input),
        dearest(prices, Price::cachedInput),
        dearest(prices, Price::output));
  }

  private static Money dearest(Collection<Price> prices, Function<Price, Money> part) {
    return prices.stream().map(part).max(Money::compareTo).orElseThrow();
  }

  /**
   * What that usage costs: summed first, rounded once, up to the next nano-dollar.
   *
   * @throws ArithmeticException when the tokens are absurd or the cost does not fit
   */
  public Money cost(Usage usage) {
    if (usage.promptTokens() > ABSURD_TOKENS || usage.completionTokens() > ABSURD_TOKENS) {
      throw new ArithmeticException("absurd number of tokens: " + usage);
    }
    long fresh = usage.promptTokens() - usage.cachedTokens();
    long sum =
        Math.addExact(
            Math.addExact(
                Math.multiplyExact(fresh, input.nanos()),
                Math.multiplyExact(usage.cachedTokens(), cachedInput.nanos())),
            Math.multiplyExact(usage.completionTokens(), output.nanos()));
    return Money.ofNanos(sum / MILLION + (sum % MILLION == 0 ? 0 : 1));
  }

  /** US dollars for one prompt token, as the models list shows it: exact, no trailing zeros. */
  public BigDecimal inputDollarsPerToken() {
    return perToken(input);
  }

  /** US dollars for one completion token, as the models list shows it: exact, no trailing zeros. */
  public BigDecimal outputDollarsPerToken() {
    return perToken(output);
  }

  private static BigDecimal perToken(Money perMillion) {
    BigDecimal exact = BigDecimal.valueOf(perMillion.nanos(), 15).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
