package dev.tollgate.servlet.chat;

import dev.tollgate.gateway.Exchange;
import dev.tollgate.idempotency.IdempotencyKey;
import dev.tollgate.idempotency.StreamReader;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.StreamHead;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * The answer to one caller: head, bytes and end, or how it failed.
 *
 * <p>The status is not committed before the first data event or the first keep-alive, so that an
 * early failure keeps its own status.
 */
final class CallerAnswer implements StreamReader {

  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

  private final CallerConnection caller;
  private final HttpServletResponse response;
  private final ErrorWriter errors;
  private final boolean again;
  private boolean headed;

  /**
   * The answer to that caller.
   *
   * @param again true when it is a stream that another request began
   */
  CallerAnswer(
      CallerConnection caller, HttpServletResponse response, ErrorWriter errors, boolean again) {
    this.caller = caller;
    this.response = response;
    this.errors = errors;
    this.again = again;
  }

  /** Begins to listen to the container and to the clock, for a whole answer. */
  void awaitWhole(Exchange exchange) {
    caller.attach(exchange, null);
  }

  /** The same for a stream, which says so when it is silent. */
  void awaitStream(Exchange exchange) {
    caller.attach(
        exchange,
        () -> {
          head();
          caller.add(KEEP_ALIVE);
        });
  }

  /** The whole answer. */
  void whole(byte[] body) {
    caller.writeLast(
        () -> {
          response.setStatus(HttpServletResponse.SC_OK);
          response.setContentType(WholeAnswer.CONTENT_TYPE);
          response.setContentLength(body.length);
          caller.add(body);
        });
  }

  @Override
  public void events(List<byte[]> events) {
    caller.write(() -> add(events));
  }

  @Override
  public void end(List<byte[]> rest) {
    caller.writeLast(() -> add(rest));
  }

  @Override
  public void fail(List<byte[]> rest, Refusal why, byte[] asEvent) {
    caller.writeLast(
        () -> {
          if (!rest.isEmpty()) {
            add(rest);
          }
          if (headed) {
            caller.add(asEvent);
          } else {
            addError(why);
          }
        });
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

  private void add(List<byte[]> events) {
    head();
    events.forEach(caller::add);
  }

  private void addError(Refusal refusal) {
    byte[] body = errors.json(refusal).getBytes(StandardCharsets.UTF_8);
    errors.writeHead(response, refusal, body.length);
    caller.add(body);
  }

  private void head() {
    if (!headed) {
      headed = true;
      StreamHead.write(response);
      if (again) {
        response.setHeader(IdempotencyKey.REPLAYED_HEADER, "true");
      }
    }
  }
}
