/** Turns away requests without a valid API key. */
@NullMarked
package dev.tollgate.servlet.keys;

import org.jspecify.annotations.NullMarked;
