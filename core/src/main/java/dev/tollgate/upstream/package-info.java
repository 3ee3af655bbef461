/** The servers that answer: one interface, events out, failures as data. */
@NullMarked
package dev.tollgate.upstream;

import org.jspecify.annotations.NullMarked;
