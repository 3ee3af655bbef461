package dev.tollgate.routing;

/**
 * How busy an upstream is.
 *
 * @param inFlight attempts under way
 * @param usualNanos how long the first part of an answer usually takes there; 0 when it is not
 *     known
 */
record UpstreamLoad(int inFlight, double usualNanos) {}
