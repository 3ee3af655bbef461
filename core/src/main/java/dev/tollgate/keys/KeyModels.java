package dev.tollgate.keys;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a key says of models.
 *
 * @param only the ids that it may use, empty for all, at most {@value #MOST}: an auto model that is
 *     named with all its candidates, one that is not with those that are
 * @param quality where it sets the dial of auto models, 0 to 1 with at most {@value #DECIMALS}
 *     decimals, or null for where they have it
 */
public record KeyModels(List<String> only, @Nullable BigDecimal quality) {

  /** The most ids that a key may name. */
  public static final int MOST = 32;

  /** The longest id. */
  public static final int LONGEST_ID = 128;

  /** The decimals of the dial that are kept. */
  public static final int DECIMALS = 9;

  /** All models, as they are. */
  public static final KeyModels ALL = new KeyModels(List.of(), null);

  public KeyModels {
    only = List.copyOf(only);
    if (only.size() > MOST || only.stream().anyMatch(id -> !isId(id))) {
      throw new IllegalArgumentException("these can't be ids of models: " + only);
    }
    if (quality != null) {
      quality = quality.stripTrailingZeros();
      if (quality.signum() < 0
          || quality.compareTo(BigDecimal.ONE) > 0
          || quality.scale() > DECIMALS) {
        throw new IllegalArgumentException("the dial goes from 0 to 1: " + quality);
      }
    }
  }

  /** True when a model may have that id: 1 to 128 characters of ASCII without spaces. */
  public static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_ID
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Where it sets the dial, if it does. */
  public Optional<BigDecimal> dial() {
    return Optional.ofNullable(quality);
  }
}
