package dev.tollgate.samples.benchmark;

import java.time.Duration;

/** How long a run takes: first to get warm, then to be measured. */
record Span(Duration warmUp, Duration measured) {}
