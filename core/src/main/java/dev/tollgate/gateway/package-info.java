/** One call from request to ending: attempts, failover, metering, settlement. */
@NullMarked
package dev.tollgate.gateway;

import org.jspecify.annotations.NullMarked;
