/** How many tokens an answer used: reported by the upstream and checked, or counted here. */
@NullMarked
package dev.tollgate.metering;

import org.jspecify.annotations.NullMarked;
