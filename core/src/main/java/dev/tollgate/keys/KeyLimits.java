package dev.tollgate.keys;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A key's own limits; null where it has none.
 *
 * @param perMinute requests a minute, at least 1
 * @param perDay requests a day, at least 1
 * @param completions what is asked of completions alone
 * @param models which models it may use, and how
 */
public record KeyLimits(
    @Nullable Long perMinute,
    @Nullable Long perDay,
    CompletionLimits completions,
    KeyModels models) {

  public KeyLimits {
    if ((perMinute != null && perMinute < 1) || (perDay != null && perDay < 1)) {
      throw new IllegalArgumentException("a limit admits at least one request");
    }
  }

  /** Limits of a key that may use all models. */
  public KeyLimits(@Nullable Long perMinute, @Nullable Long perDay, CompletionLimits completions) {
    this(perMinute, perDay, completions, KeyModels.ALL);
  }

  /** Limits of the number of requests alone. */
  public KeyLimits(@Nullable Long perMinute, @Nullable Long perDay) {
    this(perMinute, perDay, CompletionLimits.NONE);
  }

  /** None of its own. */
  public static final KeyLimits NONE = new KeyLimits(null, null);

  /** Requests a minute, if limited. */
  public OptionalLong requestsPerMinute() {
    return perMinute == null ? OptionalLong.empty() : OptionalLong.of(perMinute);
  }

  /** Requests a day, if limited. */
  public OptionalLong requestsPerDay() {
    return perDay == null ? OptionalLong.empty() : OptionalLong.of(perDay);
  }
}
