package dev.tollgate.upstream.codec;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.http.ResponseEvents;
import java.nio.ByteBuffer;

/** How the body behind a certain head is read. */
sealed interface AnswerBody permits StreamBody, WholeBody, ErrorBody {

  /** A part of it; reads the buffer to its end. */
  ResponseEvents.Next data(ByteBuffer bytes);

  /** It is complete. */
  void end();

  /** It broke off. */
  void failed(UpstreamFailure failure);
}
