/** Puts the filters and endpoints of a whole gateway into a servlet application. */
@NullMarked
package dev.tollgate.servlet.bootstrap;

import org.jspecify.annotations.NullMarked;
