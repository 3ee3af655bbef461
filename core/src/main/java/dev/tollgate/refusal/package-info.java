/** The one way to say no: a kind that callers can branch on and a message a person can act on. */
@NullMarked
package dev.tollgate.refusal;

import org.jspecify.annotations.NullMarked;
