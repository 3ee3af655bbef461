/** What the kit sends and reads with: an HTTP client, bare sockets, JSON and event streams. */
@NullMarked
package dev.tollgate.samples.conformance.client;

import org.jspecify.annotations.NullMarked;
