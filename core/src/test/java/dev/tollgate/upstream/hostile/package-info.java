/** Upstreams that do, in each of the three APIs, everything that the table of failures names. */
@NullMarked
package dev.tollgate.upstream.hostile;

import org.jspecify.annotations.NullMarked;
