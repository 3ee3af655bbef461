/** How an auto model picks: constraints first, then predicted quality against expected cost. */
@NullMarked
package dev.tollgate.routing.auto;

import org.jspecify.annotations.NullMarked;
