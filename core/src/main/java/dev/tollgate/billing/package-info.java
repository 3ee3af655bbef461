/** Hold before the work, settle or release after it, each exactly once. */
@NullMarked
package dev.tollgate.billing;

import org.jspecify.annotations.NullMarked;
