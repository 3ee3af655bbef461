/** The command line: one main class, its commands and what they print. */
@NullMarked
package dev.tollgate.launcher;

import org.jspecify.annotations.NullMarked;
