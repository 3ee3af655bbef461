package dev.tollgate.routing;

import dev.tollgate.upstream.UpstreamFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How an upstream does, for its operator.
 *
 * @param outFor how long it still gets no requests; empty when it gets them
 * @param reason the failure that took it out last, or empty
 * @param inFlight attempts under way
 * @param successes attempts of the last five minutes that went well
 * @param failures attempts of the last five minutes that failed, by kind
 * @param latency of the last whole answers
 * @param firstToken from an attempt's beginning to the first part of its answer
 */
public record UpstreamReport(
    String id,
    Circuit circuit,
    Optional<Duration> outFor,
    Optional<UpstreamFailure.Kind> reason,
    int inFlight,
    long successes,
    Map<UpstreamFailure.Kind, Long> failures,
    Optional<Times> latency,
    Optional<Times> firstToken) {

  /** Of the last 128 at most. */
  public record Times(Duration p50, Duration p95) {}
}
