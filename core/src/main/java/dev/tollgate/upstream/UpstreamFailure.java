package dev.tollgate.upstream;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an upstream did not answer: data, judged by whoever called.
 *
 * @param detail for the operator's log; may quote a status, never a body, a prompt or a key
 * @param delay what the upstream asked us to wait, or null
 */
public record UpstreamFailure(Kind kind, String detail, @Nullable Duration delay) {

  /** The kinds that are treated differently. */
  public enum Kind {
    /** No connection: refused, DNS, TLS. */
    CONNECT_FAILED,
    /** No connection in time. */
    CONNECT_TIMEOUT,
    /** Its queue of ours is full, or the wait in it was too long. */
    QUEUE_FULL,
    /** The connection broke. */
    CONNECTION_LOST,
    /** 5xx. */
    SERVER_ERROR,
    /** Silence beyond a timeout of ours. */
    TIMEOUT,
    /** 408 or 425: it did not get the request in time. */
    REQUEST_TIMEOUT,
    /** 429. */
    RATE_LIMITED,
    /** 401 or 403: our credential does not work there. */
    CREDENTIAL_REFUSED,
    /** 402: our account there is empty. */
    ACCOUNT_EMPTY,
    /** 404: it does not know the model. */
    UNKNOWN_MODEL,
    /** 400, 422 and other 4xx: it says that the request is wrong. */
    REQUEST_REFUSED,
    /** It says that the conversation is too long. */
    CONTEXT_LENGTH_EXCEEDED,
    /** It refuses the content. */
    CONTENT_POLICY,
    /** 413. */
    REQUEST_TOO_LARGE,
    /** The model failed at what it was asked, as at a tool's arguments; its server is well. */
    MODEL_FAILED,
    /** What came is no answer: not JSON, wrong shape, too large, broken UTF-8, cut off. */
    BAD_ANSWER
  }

  /** A failure without a wait. */
  public static UpstreamFailure of(Kind kind, String detail) {
    return new UpstreamFailure(kind, detail, null);
  }

  /** What the upstream asked us to wait, if it did. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(delay);
  }

  /** True when one that takes longer conversations may do better. */
  public boolean isTooLong() {
    return kind == Kind.CONTEXT_LENGTH_EXCEEDED || kind == Kind.REQUEST_TOO_LARGE;
  }

  /** True when another upstream may do better. */
  public boolean isRetryable() {
    return switch (kind) {
      case REQUEST_REFUSED, CONTENT_POLICY, CONTEXT_LENGTH_EXCEEDED, REQUEST_TOO_LARGE -> false;
      default -> true;
    };
  }
}
