/** Upstreams that speak OpenAI's chat completions: requests written, answers and errors read. */
@NullMarked
package dev.tollgate.upstream.openai;

import org.jspecify.annotations.NullMarked;
