package dev.tollgate.gateway;

import dev.tollgate.chat.Usage;

/**
 * An answer that its upstream went on with when the caller had left.
 *
 * @param upstream its id
 * @param charged what the caller was charged for
 * @param used all that was used, as far as it got known
 */
public record DrainedAnswer(String upstream, Usage charged, Usage used) {}
