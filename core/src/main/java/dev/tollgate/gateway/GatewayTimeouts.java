package dev.tollgate.gateway;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param request a whole answer
 * @param stream a whole stream
 */
public record GatewayTimeouts(Duration request, Duration stream) {

  /** The longer of the two. */
  public Duration longest() {
    return request.compareTo(stream) > 0 ? request : stream;
  }
}
