/** What every store has to do, whatever it keeps its rows in: one abstract class an interface. */
@NullMarked
package dev.tollgate.contract;

import org.jspecify.annotations.NullMarked;
