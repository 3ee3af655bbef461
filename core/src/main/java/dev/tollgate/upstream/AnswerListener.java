package dev.tollgate.upstream;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;

/**
 * Hears an answer. Events come one at a time, on the client's I/O thread: {@link #accepted}, then
 * {@link #answer} for a whole answer or any number of {@link #chunk} and one {@link #end} for a
 * stream; {@link #failed} may come at any point and is the last.
 */
public interface AnswerListener {

  /** The upstream took the request: its status says success. */
  void accepted();

  /** A whole answer; the last event. */
  void answer(ChatResponse response);

  /** A part of a streamed answer. */
  void chunk(ChatChunk chunk);

  /** The stream came to its end: a finish reason was seen. The last event. */
  void end();

  /** It failed; the last event. */
  void failed(UpstreamFailure failure);
}
