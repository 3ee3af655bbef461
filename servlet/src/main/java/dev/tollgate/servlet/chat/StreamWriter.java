package dev.tollgate.servlet.chat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.StreamJson;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.AnswerSink;
import dev.tollgate.idempotency.StreamReader;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.servlet.http.ErrorWriter;
import java.util.List;

/**
 * Turns the events of a call that streams into those of the wire, for its caller or for several.
 */
final class StreamWriter implements AnswerSink {

  private final StreamReader reader;
  private final ErrorWriter errors;
  private final StreamJson encoder;
  private boolean roleSent;

  StreamWriter(StreamReader reader, ErrorWriter errors, StreamJson encoder) {
    this.reader = reader;
    this.errors = errors;
    this.encoder = encoder;
  }

  @Override
  public void chunk(ChatChunk chunk) {
    byte[] event = encoder.chunk(chunk);
    if (roleSent) {
      reader.events(List.of(event));
    } else {
      roleSent = true;
      reader.events(List.of(encoder.role(), event));
    }
  }

  @Override
  public void end(Usage usage) {
    reader.end(List.of(encoder.usage(usage), encoder.done()));
  }

  @Override
  public void fail(Refusal refusal) {
    reader.fail(List.of(), refusal, encoder.failure(errors.json(refusal)));
  }

  @Override
  public void abandon() {
    reader.abandon();
  }

  @Override
  public void answer(ChatResponse answer, Usage usage) {
    throw new IllegalStateException("a stream is no whole answer");
  }
}
