/**
 * The conformance kit: rows of request, outcome and the sentence that asks for it, run against any
 * server of this API. It is a client like any other and knows nothing of the gateway's own code.
 */
@NullMarked
package dev.tollgate.samples.conformance;

import org.jspecify.annotations.NullMarked;
