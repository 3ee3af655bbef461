package dev.tollgate.upstream.http;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** What a broken exchange means. Only the type of the exception is told: messages quote bytes. */
final class TransportFailures {

  private TransportFailures() {}

  static UpstreamFailure of(Throwable cause, boolean connected) {
    return UpstreamFailure.of(kind(cause, connected), cause.getClass().getSimpleName());
  }

  private static Kind kind(Throwable cause, boolean connected) {
    if (cause instanceof ConnectTimeoutException) {
      return Kind.CONNECT_TIMEOUT;
    }
    if (!connected) {
      return Kind.CONNECT_FAILED;
    }
    if (cause instanceof TruncatedChunkException) {
      return Kind.CONNECTION_LOST;
    }
    if (cause instanceof HttpException
        || cause instanceof MalformedChunkCodingException
        || cause instanceof MessageConstraintException) {
      return Kind.BAD_ANSWER;
    }
    return Kind.CONNECTION_LOST;
  }
}
