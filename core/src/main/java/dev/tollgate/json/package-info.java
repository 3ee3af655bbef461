/** Strict JSON: bytes to a tree that has no lenient getter, and back to text. */
@NullMarked
package dev.tollgate.json;

import org.jspecify.annotations.NullMarked;
