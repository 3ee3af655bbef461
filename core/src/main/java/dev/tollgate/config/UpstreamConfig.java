package dev.tollgate.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server of a provider, and how hard it may be leaned on.
 *
 * @param type the API that it speaks
 * @param baseUrl http or https, absolute, without a slash at its end, query, fragment or user
 * @param apiKey our key for it; none when it asks for none
 * @param firstByteTimeout until the first byte of the answer
 * @param idleTimeout between two chunks of a stream
 * @param maxConcurrency requests at the same time, at least 1; more wait in the queue
 * @param queue how many may wait, 0 for none
 * @param queueTimeout how long each may wait
 * @param drain what is read on of an answer whose caller left; null where closing the connection
 *     stops the bill
 */
public record UpstreamConfig(
    String id,
    UpstreamType type,
    URI baseUrl,
    Secret apiKey,
    Duration connectTimeout,
    Duration firstByteTimeout,
    Duration idleTimeout,
    int maxConcurrency,
    int queue,
    Duration queueTimeout,
    @Nullable DrainConfig drain) {

  public UpstreamConfig {
    Ranges.checkNotEmpty(id, "upstream id");
    Ranges.check(connectTimeout, "connect-timeout");
    Ranges.check(firstByteTimeout, "first-byte-timeout");
    Ranges.check(idleTimeout, "idle-timeout");
    Ranges.check(maxConcurrency, 1, Ranges.MOST_CONCURRENT, "max-concurrency");
    Ranges.check(queue, 0, Ranges.MOST_CONCURRENT, "queue");
    Ranges.check(queueTimeout, "queue-timeout");
  }

  /** An upstream of OpenAI's API with the default timeouts and limits. */
  public static UpstreamConfig of(String id, URI baseUrl, Secret apiKey) {
    return new UpstreamConfig(
        id,
        UpstreamType.OPENAI,
        baseUrl,
        apiKey,
        Duration.ofSeconds(3),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        256,
        64,
        Duration.ofSeconds(1),
        null);
  }
}
