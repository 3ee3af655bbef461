package dev.tollgate.servlet.chat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.StreamJson;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.AnswerSink;
import dev.tollgate.gateway.Exchange;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of a call into the wire's answer: headers, chunks, the end, or how it failed.
 *
 * <p>The status is not committed before the first data event or the first keep-alive, so that an
 * early failure keeps its own status.
 */
final class AnswerWriter implements AnswerSink {

  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

  private final CallerConnection caller;
  private final HttpServletResponse response;
  private final ErrorWriter errors;
  private final WholeAnswer whole;
  private final @Nullable StreamJson stream;
  private boolean headed;
  private boolean roleSent;

  /**
   * A writer for one answer.
   *
   * @param stream the encoder of a streamed answer, or null for a whole one
   */
  AnswerWriter(
      CallerConnection caller,
      HttpServletResponse response,
      ErrorWriter errors,
      WholeAnswer whole,
      @Nullable StreamJson stream) {
    this.caller = caller;
    this.response = response;
    this.errors = errors;
    this.whole = whole;
    this.stream = stream;
  }

  /** Begins to listen to the container and to the clock. */
  void open(Exchange exchange) {
    caller.attach(exchange, stream == null ? null : this::keepAlive);
  }

  @Override
  public void chunk(ChatChunk chunk) {
    StreamJson encoder = encoder();
    byte[] event = encoder.chunk(chunk);
    caller.write(
        () -> {
          headStream();
          if (!roleSent) {
            roleSent = true;
            caller.add(encoder.role());
          }
          caller.add(event);
        });
  }

  @Override
  public void end(Usage usage) {
    StreamJson encoder = encoder();
    caller.writeLast(
        () -> {
          caller.add(encoder.usage(usage));
          caller.add(encoder.done());
        });
  }

  @Override
  public void answer(ChatResponse answer, Usage usage) {
    byte[] body = whole.body(answer, usage);
    caller.writeLast(
        () -> {
          response.setStatus(HttpServletResponse.SC_OK);
          response.setContentType(WholeAnswer.CONTENT_TYPE);
          response.setContentLength(body.length);
          caller.add(body);
        });
  }

  @Override
  public void fail(Refusal refusal) {
    caller.writeLast(
        () -> {
          if (headed) {
            caller.add(encoder().failure(errors.json(refusal)));
          } else {
            addError(refusal);
          }
        });
  }

  private void addError(Refusal refusal) {
    byte[] body = errors.json(refusal).getBytes(StandardCharsets.UTF_8);
    errors.writeHead(response, refusal, body.length);
    caller.add(body);
  }

  @Override
  public void abandon() {
    if (caller.canCut()) {
      caller.cut();
      return;
    }
    // A container without a way to cut would end the response in good order, and an empty 200 says
    // what is not known. A stream at least lacks its end mark.
    caller.writeLast(
        () -> {
          if (!headed) {
            addError(
                Refusal.retryable(
                    RefusalKind.OVERLOADED,
                    "The ledger does not answer: whether this was charged is not known yet.",
                    Duration.ofSeconds(1)));
          }
        });
  }

  private void keepAlive() {
    headStream();
    caller.add(KEEP_ALIVE);
  }

  private void headStream() {
    if (headed) {
      return;
    }
    headed = true;
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream; charset=utf-8");
    response.setHeader("Cache-Control", "no-cache, no-transform");
    response.setHeader("X-Accel-Buffering", "no");
  }

  private StreamJson encoder() {
    if (stream == null) {
      throw new IllegalStateException("a whole answer has no events");
    }
    return stream;
  }
}
