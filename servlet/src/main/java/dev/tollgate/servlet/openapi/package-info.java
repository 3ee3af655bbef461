/** The description of the API, in a form that programs read. */
@NullMarked
package dev.tollgate.servlet.openapi;

import org.jspecify.annotations.NullMarked;
