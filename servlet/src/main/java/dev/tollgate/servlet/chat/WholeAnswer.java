package dev.tollgate.servlet.chat;

import dev.tollgate.chat.AnswerHead;
import dev.tollgate.chat.AnswerJson;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import org.jspecify.annotations.Nullable;

/** A whole answer's bytes, written once for the caller and for whoever keeps it. Thread-safe. */
final class WholeAnswer {

  static final String CONTENT_TYPE = "application/json";

  private final AnswerHead head;
  private byte @Nullable [] body;

  WholeAnswer(AnswerHead head) {
    this.head = head;
  }

  /** The body of the one answer that this call has; not to be changed. */
  synchronized byte[] body(ChatResponse answer, Usage usage) {
    byte[] written = body;
    if (written == null) {
      written = AnswerJson.write(head, answer, usage);
      body = written;
    }
    return written;
  }
}
