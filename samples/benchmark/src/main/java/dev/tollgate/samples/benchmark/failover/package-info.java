/**
 * How many callers get their answer while upstreams fail: a gateway, three upstreams and a crowd.
 */
@NullMarked
package dev.tollgate.samples.benchmark.failover;

import org.jspecify.annotations.NullMarked;
