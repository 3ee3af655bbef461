/** Sets money aside before a servlet works and sees to it that the hold ends, exactly once. */
@NullMarked
package dev.tollgate.servlet.billing;

import org.jspecify.annotations.NullMarked;
