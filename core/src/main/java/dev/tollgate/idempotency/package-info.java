/** The same request again: who has its key, what became of it, and the answer that is kept. */
@NullMarked
package dev.tollgate.idempotency;

import org.jspecify.annotations.NullMarked;
