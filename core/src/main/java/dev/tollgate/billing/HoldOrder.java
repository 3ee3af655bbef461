package dev.tollgate.billing;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.keys.Caller;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hold to be made.
 *
 * @param amount what to set aside
 * @param least what to be content with when the account has less than {@code amount}; not above it
 * @param subject what it is for: the request, the model, the price pinned to it
 * @param created now
 * @param expiresAt when a sweep may take it for abandoned
 */
public record HoldOrder(
    HoldId id,
    Caller caller,
    Money amount,
    Money least,
    Subject subject,
    Instant created,
    Instant expiresAt) {

  /**
   * What a hold is for.
   *
   * @param callName the caller's label, or the empty string
   * @param tokens the most that it can take, prompt and output
   * @param claim the key that is claimed with it, or nothing is held; null for a request without
   *     one
   */
  public record Subject(
      String requestId,
      String model,
      Price price,
      String callName,
      long tokens,
      @Nullable ClaimOrder claim) {

    /** A subject without a key, that no limit of tokens looks at. */
    public Subject(String requestId, String model, Price price, String callName) {
      this(requestId, model, price, callName, 0, null);
    }
  }

  public HoldOrder {
    if (amount.isNegative() || least.isNegative() || least.compareTo(amount) > 0) {
      throw new IllegalArgumentException("a hold takes money, it never gives: " + amount);
    }
  }

  /** The key that is claimed with it; null for a request without one. */
  public @Nullable ClaimOrder claim() {
    return subject.claim();
  }
}
