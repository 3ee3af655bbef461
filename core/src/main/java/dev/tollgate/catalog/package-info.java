/** The models that callers may name, with their prices, windows and abilities. */
@NullMarked
package dev.tollgate.catalog;

import org.jspecify.annotations.NullMarked;
