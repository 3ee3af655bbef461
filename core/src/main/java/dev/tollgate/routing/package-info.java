/** Which model and which upstreams serve a request, in which order. */
@NullMarked
package dev.tollgate.routing;

import org.jspecify.annotations.NullMarked;
