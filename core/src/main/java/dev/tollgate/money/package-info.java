/** Amounts of money: signed integer nano-dollars, exact or an exception, never a float. */
@NullMarked
package dev.tollgate.money;

import org.jspecify.annotations.NullMarked;
