/** What every filter and endpoint shares: the way in, callers' identity, the form of errors. */
@NullMarked
package dev.tollgate.servlet.http;

import org.jspecify.annotations.NullMarked;
