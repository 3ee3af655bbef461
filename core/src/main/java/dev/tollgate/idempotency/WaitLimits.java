package dev.tollgate.idempotency;

import java.time.Duration;

/**
 * How much may wait, and for how long.
 *
 * @param ofOneKey requests that wait for one key, at least 0
 * @param inAll requests that wait for any key, at least 0
 * @param longestWork when a request that never told its end is given up
 * @param look the pause between two looks at keys that another process works on
 */
public record WaitLimits(int ofOneKey, int inAll, Duration longestWork, Duration look) {}
