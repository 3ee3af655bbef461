package dev.tollgate.config;

import dev.tollgate.pricing.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that stands for several and picks one per request.
 *
 * @param candidates ids of priced models, at least one
 * @param quality the dial, 0 to 1: 0 the cheapest that can do it, 1 the best that can do it
 * @param ownPrice what it bills, or null to bill the price of the one it chose
 */
public record AutoModelConfig(
    String id,
    String category,
    List<String> candidates,
    BigDecimal quality,
    @Nullable Price ownPrice)
    implements ModelConfig {

  static final String DEFAULT_CATEGORY = "auto";

  static final BigDecimal DEFAULT_QUALITY = new BigDecimal("0.7");

  public AutoModelConfig {
    Ranges.checkNotEmpty(id, "model id");
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("an auto model needs a candidate");
    }
    if (quality.signum() < 0 || quality.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("quality must be between 0 and 1: " + quality);
    }
  }

  /** The price of its own, if it has one. */
  public Optional<Price> price() {
    return Optional.ofNullable(ownPrice);
  }
}
