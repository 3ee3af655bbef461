/** API keys: made once, stored as hashes, and turned into callers. */
@NullMarked
package dev.tollgate.keys;

import org.jspecify.annotations.NullMarked;
