package dev.tollgate.upstream.codec;

import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.http.MalformedStream;
import dev.tollgate.upstream.http.ResponseEvents;
import dev.tollgate.upstream.http.SseReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An answer as an event stream. */
final class StreamBody implements AnswerBody {

  private final AnswerListener listener;
  private final EventReader events;
  private final SseReader reader;
  private boolean done;
  private @Nullable UpstreamFailure failure;

  StreamBody(Codec codec, AnswerListener listener) {
    this.listener = listener;
    this.events = codec.events(listener::chunk);
    this.reader = new SseReader(this::event);
  }

  private boolean event(@Nullable String type, String data) {
    try {
      done = !events.read(type, data);
      return !done;
    } catch (BadAnswer e) {
      failure = e.failure();
      return false;
    }
  }

  @Override
  public ResponseEvents.Next data(ByteBuffer bytes) {
    try {
      reader.read(bytes);
    } catch (MalformedStream e) {
      failure = UpstreamFailure.of(Kind.BAD_ANSWER, "an unreadable event stream");
    }
    UpstreamFailure bad = failure;
    if (bad != null) {
      listener.failed(bad);
      return ResponseEvents.Next.STOP;
    }
    if (!done) {
      return ResponseEvents.Next.CONTINUE;
    }
    end();
    return events.isFinished() ? ResponseEvents.Next.DRAIN : ResponseEvents.Next.STOP;
  }

  @Override
  public void end() {
    if (events.isFinished()) {
      listener.end();
    } else {
      listener.failed(UpstreamFailure.of(Kind.BAD_ANSWER, "the stream ended without a reason"));
    }
  }

  @Override
  public void failed(UpstreamFailure reason) {
    if (events.isFinished()) {
      // The answer was whole; what broke is at most its usage, and that has an estimate.
      listener.end();
    } else {
      listener.failed(reason);
    }
  }
}
