package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.refusal.Refusal;

/**
 * The caller's side of a call. Events come one at a time, on whatever thread had them: a sink must
 * not block. The last one is {@link #answer}, {@link #end} or {@link #fail}.
 */
public interface AnswerSink {

  /** The whole answer, already settled; the last event of a call that does not stream. */
  void answer(ChatResponse response, Usage usage);

  /** A part of the answer; never a usage report. */
  void chunk(ChatChunk chunk);

  /** The stream is complete and settled; the last event. */
  void end(Usage usage);

  /** It failed, at no charge: before the first chunk a refusal, after it a broken stream. */
  void fail(Refusal refusal);

  /** The outcome is unknown (the database is gone): cut the connection, say nothing. */
  void abandon();
}
