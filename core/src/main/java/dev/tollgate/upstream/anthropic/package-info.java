/** Upstreams that speak Anthropic's Messages API: requests written, answers and errors read. */
@NullMarked
package dev.tollgate.upstream.anthropic;

import org.jspecify.annotations.NullMarked;
