package dev.tollgate.store.jooq;

/**
 * What a step of the sweep did.
 *
 * @param expired open holds given back because they outlived their requests
 * @param trimmed rows of long ended holds that were deleted
 * @param details rows of usage older than it is kept that were deleted
 * @param answers answers to requests with keys, older than they are kept, that were deleted
 * @param losses of days before those that are kept that were deleted
 * @param keyRows rows of keys with limits of their own that nobody uses that were deleted
 * @param windows of rate limits that are long over that were deleted
 */
public record Swept(
    int expired, int trimmed, int details, int answers, int losses, int keyRows, int windows) {

  /** True when another step may find more. */
  public boolean isFull() {
    return expired == Expiry.STEP
        || trimmed == Expiry.STEP
        || details == Expiry.STEP
        || answers == ClaimExpiry.STEP
        || losses == JooqLossStore.STEP
        || keyRows >= Expiry.STEP
        || windows == RateWindowRows.STEP;
  }
}
