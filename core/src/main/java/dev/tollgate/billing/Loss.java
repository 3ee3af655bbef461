package dev.tollgate.billing;

import dev.tollgate.chat.Usage;
import dev.tollgate.money.Money;
import java.time.Instant;

/**
 * What an answer cost that nobody, or nobody in full, is charged for: the operator's, so no money
 * moves.
 *
 * @param id of prefix {@link #PREFIX} and ordered by time; a second loss with it changes nothing
 * @param account whose request it was, or empty
 * @param model the id that the caller asked for
 * @param reason a word of at most 40 characters
 * @param used all that was used, also what the caller paid for
 * @param cost more than nothing: the price of what was used less what the caller was charged
 */
public record Loss(
    String id,
    String account,
    String requestId,
    String model,
    String upstream,
    String reason,
    Usage used,
    Money cost,
    Instant time) {

  /** What ids of losses begin with. */
  public static final String PREFIX = "loss";

  public Loss {
    if (!cost.isPositive()) {
      throw new IllegalArgumentException("a loss costs something: " + cost);
    }
  }
}
