/** The gateway as a library: accounts, prices, limits and upstreams without a server. */
@NullMarked
package dev.tollgate.samples.embedded;

import org.jspecify.annotations.NullMarked;
