/** Keys, limits and billing around a servlet that has never heard of them. */
@NullMarked
package dev.tollgate.samples.filters;

import org.jspecify.annotations.NullMarked;
