package dev.tollgate.pricing;

import dev.tollgate.chat.Usage;
import dev.tollgate.money.Money;
import java.math.BigInteger;

/**
 * The most a request can cost: what a hold is made of.
 *
 * @param model the id that usage reports show
 * @param promptTokens an upper bound of the prompt
 * @param outputTokens the most tokens the model may generate, at least 1
 */
public record Quote(String model, Price price, long promptTokens, long outputTokens) {

  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

  /** The cost of all of it. */
  public Money amount() {
    return amountFor(outputTokens);
  }

  /** The cost with that many output tokens at the most. */
  public Money amountFor(long output) {
    return price.cost(Usage.of(promptTokens, output));
  }

  /** The same with another bound of the prompt. */
  public Quote withPromptTokens(long tokens) {
    return new Quote(model, price, tokens, outputTokens);
  }

  /**
   * How many output tokens that amount covers beside the whole prompt, at most {@link
   * #outputTokens}; -1 when it does not cover the prompt.
   */
  public long outputTokensWithin(Money available) {
    // BigInteger, because the cost is rounded up once over both parts: this is the exact inverse.
    BigInteger left =
        BigInteger.valueOf(available.nanos())
            .multiply(MILLION)
            .subtract(product(promptTokens, price.input()));
    if (left.signum() < 0) {
      return -1;
    }
    if (price.output().nanos() == 0) {
      return outputTokens;
    }
    BigInteger covered = left.divide(BigInteger.valueOf(price.output().nanos()));
    return covered.min(BigInteger.valueOf(outputTokens)).longValueExact();
  }

  private static BigInteger product(long tokens, Money perMillion) {
    return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(perMillion.nanos()));
  }
}
