package dev.tollgate.config;

import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the price of a model: US dollars per million tokens, exact to the nano-dollar. */
final class PriceReader {

  private static final int DECIMALS = 9;
  private static final long MOST_DOLLARS = 1000;
  private static final String WANTED =
      "US dollars per 1M tokens, from 0 to 1000 with at most 9 decimals";

  private final Section model;

  PriceReader(Section model) {
    this.model = model;
  }

  /** The price, or null when it is wrong or missing, which is a problem then. */
  @Nullable Price required() {
    if (!model.has("price")) {
      model.fault("price", "is required");
      return null;
    }
    return optional();
  }

  /** The price, or null when it is wrong or missing. */
  @Nullable Price optional() {
    if (!model.has("price")) {
      return null;
    }
    Section price = model.group("price", List.of("input", "cached-input", "output"));
    Money input = requiredAmount(price, "input");
    Money cachedInput = amount(price, "cached-input");
    Money output = requiredAmount(price, "output");
    if (input == null || output == null) {
      return null;
    }
    if (cachedInput != null && cachedInput.compareTo(input) > 0) {
      // A hold covers the prompt at the price of input: a dearer part could outgrow it.
      price.fault("cached-input", "must not be above input");
      return null;
    }
    return new Price(input, cachedInput == null ? input : cachedInput, output);
  }

  private static @Nullable Money requiredAmount(Section price, String key) {
    if (!price.has(key)) {
      price.fault(key, "is required");
    }
    return amount(price, key);
  }

  private static @Nullable Money amount(Section price, String key) {
    BigDecimal dollars = price.decimal(key, MOST_DOLLARS, DECIMALS, WANTED);
    return dollars == null ? null : Money.ofDollars(dollars);
  }
}
