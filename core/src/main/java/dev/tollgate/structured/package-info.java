/** Whether a whole answer has the form that its request asked for: JSON, and a caller's schema. */
@NullMarked
package dev.tollgate.structured;

import org.jspecify.annotations.NullMarked;
