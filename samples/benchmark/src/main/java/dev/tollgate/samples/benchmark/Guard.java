package dev.tollgate.samples.benchmark;

/** What stands before a request besides its hold, from nothing to everything. */
enum Guard {
  /** The hold and its settlement alone. */
  NOTHING("neither"),
  /** The limits of the account by minute and day. */
  RATE_LIMITS("rate limits"),
  /** An idempotency key of its own on each request too, and its answer kept. */
  KEYS("rate limits, key"),
  /** A budget, a bound at once and tokens a minute of the API key too. */
  BUDGETS("rate limits, key, budget");

  private final String words;

  Guard(String words) {
    this.words = words;
  }

  /** As the table says it. */
  String words() {
    return words;
  }

  boolean has(Guard part) {
    return compareTo(part) >= 0;
  }
}
