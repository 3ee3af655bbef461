/** Requests per minute and per day, in windows aligned to the clock. */
@NullMarked
package dev.tollgate.limits;

import org.jspecify.annotations.NullMarked;
