package dev.tollgate.upstream.codec;

import dev.tollgate.chat.ChatResponse;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.http.ResponseEvents;
import java.nio.ByteBuffer;

/** An answer as one JSON object. */
final class WholeBody implements AnswerBody {

  /** The largest whole answer. */
  static final int MAX_BYTES = 32 << 20;

  private final Codec codec;
  private final AnswerListener listener;
  private final boolean asStream;
  private final BoundedBytes bytes = new BoundedBytes(MAX_BYTES);

  /**
   * A reader of a whole answer.
   *
   * @param asStream true when a stream was asked for: the answer is then told as one
   */
  WholeBody(Codec codec, AnswerListener listener, boolean asStream) {
    this.codec = codec;
    this.listener = listener;
    this.asStream = asStream;
  }

  @Override
  public ResponseEvents.Next data(ByteBuffer part) {
    if (bytes.add(part)) {
      return ResponseEvents.Next.CONTINUE;
    }
    listener.failed(
        UpstreamFailure.of(Kind.BAD_ANSWER, "an answer of more than " + MAX_BYTES + " bytes"));
    return ResponseEvents.Next.STOP;
  }

  @Override
  public void end() {
    ChatResponse answer;
    try {
      answer = codec.read(bytes.toArray());
    } catch (BadAnswer e) {
      listener.failed(e.failure());
      return;
    }
    if (asStream) {
      AnswerChunks.of(answer).forEach(listener::chunk);
      listener.end();
    } else {
      listener.answer(answer);
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    listener.failed(failure);
  }
}
