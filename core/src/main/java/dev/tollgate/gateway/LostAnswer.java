package dev.tollgate.gateway;

import dev.tollgate.chat.Usage;
import dev.tollgate.pricing.Price;
import java.util.Locale;

/**
 * An answer, or a part of one, that its provider may bill and that no caller pays for in full.
 *
 * @param upstream the id of the upstream that it came from
 * @param price of the model that it came from
 * @param charged what the caller was charged for
 * @param used all that was used, as far as it got known
 */
public record LostAnswer(String upstream, Reason reason, Price price, Usage charged, Usage used) {

  /** Why nobody pays for it. */
  public enum Reason {
    /** The upstream broke it off, or spoilt it, when a part had come. */
    BROKEN_OFF,
    /** We cut it off: its time was over, or the process ended. */
    CUT_OFF,
    /** It came whole, and was not what the request had asked for. */
    UNFIT,
    /** The upstream went on with it when the caller had left. */
    CALLER_GONE;

    /** The word in metrics, logs and tables. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
