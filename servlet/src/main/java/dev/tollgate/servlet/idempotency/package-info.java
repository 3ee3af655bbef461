/** Lets a request with an Idempotency-Key happen once, however often it is sent. */
@NullMarked
package dev.tollgate.servlet.idempotency;

import org.jspecify.annotations.NullMarked;
