/**
 * What all upstreams have in common, whatever API they speak: a call, its events, the forms in
 * which an answer comes. A codec adds the words.
 */
@NullMarked
package dev.tollgate.upstream.codec;

import org.jspecify.annotations.NullMarked;
