/** The rows of the kit, a file for each topic. */
@NullMarked
package dev.tollgate.samples.conformance.rows;

import org.jspecify.annotations.NullMarked;
