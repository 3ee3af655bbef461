package dev.tollgate.upstream.codec;

import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.http.ResponseEvents;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The body behind a status that is no success. */
final class ErrorBody implements AnswerBody {

  private static final int MAX_BYTES = 64 << 10;

  private final Codec codec;
  private final AnswerListener listener;
  private final int status;
  private final @Nullable Duration delay;
  private final BoundedBytes bytes = new BoundedBytes(MAX_BYTES);

  ErrorBody(Codec codec, AnswerListener listener, int status, @Nullable Duration delay) {
    this.codec = codec;
    this.listener = listener;
    this.status = status;
    this.delay = delay;
  }

  @Override
  public ResponseEvents.Next data(ByteBuffer part) {
    if (bytes.add(part)) {
      return ResponseEvents.Next.CONTINUE;
    }
    listener.failed(codec.failure(status, null, delay));
    return ResponseEvents.Next.STOP;
  }

  @Override
  public void end() {
    listener.failed(codec.failure(status, bytes.toArray(), delay));
  }

  @Override
  public void failed(UpstreamFailure failure) {
    // The status was said; that its explanation broke off does not change it.
    listener.failed(codec.failure(status, null, delay));
  }
}
