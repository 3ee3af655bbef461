/** Turns away callers who are over their rate. */
@NullMarked
package dev.tollgate.servlet.limits;

import org.jspecify.annotations.NullMarked;
