/** Learns the weights of the auto model from real outcomes, and measures them. */
@NullMarked
package dev.tollgate.samples.routertraining;

import org.jspecify.annotations.NullMarked;
