package dev.tollgate.upstream.http;

import dev.tollgate.upstream.UpstreamFailure;
import java.nio.ByteBuffer;

/**
 * Hears one HTTP answer. Events come one at a time: {@link #head}, any number of {@link #data}, and
 * {@link #end}; {@link #failed} may come at any point. Each of the last two is the last.
 */
public interface ResponseEvents {

  /** What is to happen after an event. */
  enum Next {
    /** Go on. */
    CONTINUE,
    /** No more events; read the short rest of the answer, so that the connection can be kept. */
    DRAIN,
    /** No more events; close the connection. */
    STOP
  }

  /** The head of the answer. */
  Next head(ResponseHead head);

  /** A part of the body; the buffer is only lent and must be read to its end. */
  Next data(ByteBuffer bytes);

  /** The body is complete. */
  void end();

  /** There is no answer, or no more of it. */
  void failed(UpstreamFailure failure);
}
