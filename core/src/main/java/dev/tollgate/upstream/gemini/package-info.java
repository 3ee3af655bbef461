/** Upstreams that speak Gemini's generateContent: requests written, answers and errors read. */
@NullMarked
package dev.tollgate.upstream.gemini;

import org.jspecify.annotations.NullMarked;
