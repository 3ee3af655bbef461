package dev.tollgate.launcher;

import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Gives the wire's form to what Jetty refuses before any filter sees it: broken framing, headers
 * too large, paths it will not decode. Jetty's own page would show its name and exceptions.
 */
final class WireErrorHandler extends ErrorHandler {

  /** Jetty's own answer while the last callers get their last bytes. */
  private static final int STOPPING = 503;

  private static final int VERSION_NOT_SUPPORTED = 505;

  private final ErrorWriter errors = new ErrorWriter();
  private final TimeOrderedIds ids;

  WireErrorHandler(TimeOrderedIds ids) {
    this.ids = ids;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, "application/json");
    headers.put("Access-Control-Allow-Origin", "*");
    headers.put("X-Content-Type-Options", "nosniff");
    if (!headers.contains("x-request-id")) {
      headers.put("x-request-id", ids.next("req"));
    }
    if (code == STOPPING) {
      headers.put(HttpHeader.RETRY_AFTER, 1);
    }
    response.write(true, body(code), callback);
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  private ByteBuffer body(int status) {
    return ByteBuffer.wrap(errors.json(refusal(status)).getBytes(StandardCharsets.UTF_8));
  }

  private static Refusal refusal(int status) {
    return switch (status) {
      case 404 -> Refusal.of(RefusalKind.NOT_FOUND, "There is nothing at this path.");
      case 405 ->
          Refusal.of(RefusalKind.METHOD_NOT_ALLOWED, "This path does not take this method.");
      case 413 -> Refusal.of(RefusalKind.REQUEST_TOO_LARGE, "The request is too large.");
      case STOPPING ->
          Refusal.retryable(
              RefusalKind.OVERLOADED, "The server is shutting down.", Duration.ofSeconds(1));
      case 431 -> Refusal.of(RefusalKind.INVALID_REQUEST, "The request's headers are too large.");
      default ->
          status < 500 || status == VERSION_NOT_SUPPORTED
              ? Refusal.of(RefusalKind.INVALID_REQUEST, "This is not a valid HTTP request.")
              : Refusal.of(RefusalKind.INTERNAL, "Something failed on our side.");
    };
  }
}
