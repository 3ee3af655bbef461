package dev.tollgate.idempotency;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;

/**
 * A caller's own name for a request that must not happen twice: 1 to 255 visible ASCII characters.
 */
public record IdempotencyKey(String value) {

  /** The header that carries it. */
  public static final String HEADER = "Idempotency-Key";

  /** The header that says that an answer is the one to an earlier request. */
  public static final String REPLAYED_HEADER = "Idempotent-Replayed";

  private static final int MOST = 255;

  /**
   * A key.
   *
   * @throws Refusal INVALID_REQUEST that names the header, when the text can't be one
   */
  public IdempotencyKey {
    if (value.isEmpty()
        || value.length() > MOST
        || !value.chars().allMatch(c -> c > 32 && c < 127)) {
      throw Refusal.ofField(
          RefusalKind.INVALID_REQUEST,
          HEADER,
          "The " + HEADER + " must be 1 to " + MOST + " visible ASCII characters, without spaces.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
