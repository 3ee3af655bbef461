package dev.tollgate.gateway;

import dev.tollgate.chat.Usage;
import dev.tollgate.pricing.Price;

/**
 * An answer that its upstream went on with when the caller had left.
 *
 * @param upstream its id
 * @param price of the model that it comes from
 * @param charged what the caller was charged for
 * @param used all that was used, as far as it got known
 */
public record DrainedAnswer(String upstream, Price price, Usage charged, Usage used) {}
