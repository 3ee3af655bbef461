package dev.tollgate.upstream.codec;

import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Draining;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.UpstreamRequest;
import dev.tollgate.upstream.http.HttpDestination;
import dev.tollgate.upstream.http.ResponseEvents;
import dev.tollgate.upstream.http.ResponseHead;
import dev.tollgate.upstream.http.RetryAfter;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One request under way: chooses by the head of the answer how to read its body. */
final class CodecCall implements UpstreamCall, ResponseEvents {

  private static final String EVENT_STREAM = "text/event-stream";
  private static final String JSON = "application/json";

  private final Codec codec;
  private final CallListener listener;
  private final boolean stream;
  private final InstantSource clock;

  private final @Nullable Draining draining;

  private @Nullable AnswerBody body;

  /** How many bytes may still come when nobody wants them; null while somebody does. */
  private volatile @Nullable Long mostDrained;

  private long drained;
  private volatile @Nullable UpstreamCall exchange;

  CodecCall(
      Codec codec,
      AnswerListener listener,
      boolean stream,
      @Nullable Draining draining,
      InstantSource clock) {
    this.codec = codec;
    this.listener = new CallListener(listener);
    this.stream = stream;
    this.draining = draining;
    this.clock = clock;
  }

  /** Sends it; before this returns nobody holds the call, so nobody can miss its exchange. */
  void send(HttpDestination destination, UpstreamRequest request) {
    String accept = stream ? EVENT_STREAM + ", " + JSON : JSON;
    exchange = destination.post(codec.path(request), codec.write(request), accept, this);
  }

  @Override
  public Next head(ResponseHead head) {
    if (!head.isSuccess()) {
      body =
          new ErrorBody(
              codec, listener, head.status(), RetryAfter.read(head.retryAfter(), clock.instant()));
      return Next.CONTINUE;
    }
    String type = head.mediaType();
    if (type.equals(JSON) || type.endsWith("+json")) {
      body = new WholeBody(codec, listener, stream);
    } else if (stream && type.equals(EVENT_STREAM)) {
      body = new StreamBody(codec, listener);
    } else {
      listener.failed(UpstreamFailure.of(Kind.BAD_ANSWER, "an unexpected content type"));
      return Next.STOP;
    }
    listener.accepted();
    return Next.CONTINUE;
  }

  @Override
  public Next data(ByteBuffer bytes) {
    Long most = mostDrained;
    if (most != null) {
      drained += bytes.remaining();
      if (drained > most) {
        failed(UpstreamFailure.of(Kind.BAD_ANSWER, "the rest of the answer is too long to drain"));
        return Next.STOP;
      }
    }
    AnswerBody reader = body;
    return reader == null ? Next.STOP : reader.data(bytes);
  }

  @Override
  public void end() {
    AnswerBody reader = body;
    if (reader != null) {
      reader.end();
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    AnswerBody reader = body;
    if (reader == null) {
      listener.failed(failure);
    } else {
      reader.failed(failure);
    }
  }

  @Override
  public void cancel() {
    listener.close();
    UpstreamCall http = exchange;
    if (http != null) {
      http.cancel();
    }
  }

  @Override
  public boolean leave(boolean whole) {
    UpstreamCall http = exchange;
    Draining bound = whole ? Draining.LAST_WORDS : draining;
    mostDrained = bound == null ? 0 : bound.bytes();
    if (http != null && http.leave(whole)) {
      return true;
    }
    cancel();
    return false;
  }

  @Override
  public void pause() {
    UpstreamCall http = exchange;
    if (http != null) {
      http.pause();
    }
  }

  @Override
  public void resume() {
    UpstreamCall http = exchange;
    if (http != null) {
      http.resume();
    }
  }
}
