/**
 * HTTP to upstreams without a waiting thread: one client for the process, bounded admission, true
 * back-pressure, and a reader of event streams.
 */
@NullMarked
package dev.tollgate.upstream.http;

import org.jspecify.annotations.NullMarked;
