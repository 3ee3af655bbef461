/** How fast the ledger moves money, measured beside a plain implementation on the same tables. */
@NullMarked
package dev.tollgate.samples.benchmark;

import org.jspecify.annotations.NullMarked;
