package dev.tollgate.upstream;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One upstream as the operator configured it.
 *
 * @param id its name in the config
 * @param baseUrl absolute, http or https, without query and fragment
 * @param apiKey null where the server wants none
 * @param connectTimeout to a ready connection: name lookup, TCP and TLS together
 * @param firstByteTimeout from the request's first byte to the head of the answer
 * @param idleTimeout between two reads of an answer
 * @param maxConcurrency how many requests may be under way at once, at least 1
 * @param queue how many more may wait for their turn, at least 0
 * @param queueTimeout how long one waits for its turn
 * @param draining what is read on when the caller leaves; null where closing the connection stops
 *     the bill
 */
public record UpstreamSettings(
    String id,
    URI baseUrl,
    @Nullable ProviderKey apiKey,
    Duration connectTimeout,
    Duration firstByteTimeout,
    Duration idleTimeout,
    int maxConcurrency,
    int queue,
    Duration queueTimeout,
    @Nullable Draining draining) {

  public UpstreamSettings {
    String scheme = baseUrl.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException("base URL: must be http or https");
    }
    if (baseUrl.getHost() == null) {
      throw new IllegalArgumentException("base URL: must name a host");
    }
    if (baseUrl.getRawUserInfo() != null
        || baseUrl.getRawQuery() != null
        || baseUrl.getRawFragment() != null) {
      throw new IllegalArgumentException("base URL: must have no user, query or fragment");
    }
    requirePositive(connectTimeout, "connect timeout");
    requirePositive(firstByteTimeout, "first byte timeout");
    requirePositive(idleTimeout, "idle timeout");
    requirePositive(queueTimeout, "queue timeout");
    if (maxConcurrency < 1 || queue < 0) {
      throw new IllegalArgumentException("at least one request at once, and no negative queue");
    }
  }

  private static void requirePositive(Duration duration, String name) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + ": must be positive");
    }
  }
}
