package dev.tollgate.upstream.http;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;

/** What an exchange waits for, and what it means when that takes too long. */
enum ExchangePhase {
  /** Its slot. */
  QUEUED(Kind.QUEUE_FULL, "no turn within the queue timeout"),
  /** A connection: name lookup, TCP and TLS. */
  CONNECTING(Kind.CONNECT_TIMEOUT, "no connection within the connect timeout"),
  /** The head of the answer. */
  WAITING(Kind.TIMEOUT, "no answer within the first byte timeout"),
  /** The next part of the body. */
  READING(Kind.TIMEOUT, "silence beyond the idle timeout"),
  /** The rest of a body that nobody needs. */
  DRAINING(Kind.TIMEOUT, "the rest of the answer did not come");

  private final Kind kind;
  private final String detail;

  ExchangePhase(Kind kind, String detail) {
    this.kind = kind;
    this.detail = detail;
  }

  /** The failure when it takes too long. */
  UpstreamFailure timeout() {
    return UpstreamFailure.of(kind, detail);
  }

  /** True once there is a connection. */
  boolean isConnected() {
    return compareTo(CONNECTING) > 0;
  }
}
