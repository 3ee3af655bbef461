package dev.tollgate.servlet.http;

import dev.tollgate.pricing.Quote;
import java.util.function.LongSupplier;

/**
 * What a request may cost at the most, as whoever read it says.
 *
 * @param quote with an upper bound of the prompt
 * @param exactPrompt counts the prompt's tokens; asked only when the bound is not good enough
 * @param callName the caller's label for its usage report, or the empty string
 */
public record RequestQuote(Quote quote, LongSupplier exactPrompt, String callName) {}
