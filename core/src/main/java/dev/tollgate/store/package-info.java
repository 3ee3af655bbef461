/** What survives a restart; only the composition root knows this package. */
@NullMarked
package dev.tollgate.store;

import org.jspecify.annotations.NullMarked;
