package dev.tollgate.servlet.http;

import com.google.common.collect.Sets;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/**
 * The one place that turns refusals into the wire's errors: status, type, code, headers and body by
 * the contract's table. Thread-safe.
 */
public final class ErrorWriter {

  /** Whoever sends the same again is refused again. */
  private static final Set<RefusalKind> USED_UP =
      Sets.immutableEnumSet(RefusalKind.IDEMPOTENCY_KEY_REUSED, RefusalKind.IDEMPOTENCY_NOT_KEPT);

  private record Row(int status, String type, String code) {}

  /**
   * Answers with that refusal. The response must not be committed; it is complete afterwards.
   *
   * @throws IOException when the caller is gone
   */
  public void write(HttpServletResponse response, Refusal refusal) throws IOException {
    String json = json(refusal);
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    writeHead(response, refusal, body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IllegalStateException writerInUse) {
      // Whoever failed had asked for the writer, so its encoding stands; escapes suit any.
      String ascii = ascii(json);
      response.setContentLength(ascii.length());
      response.getWriter().write(ascii);
    }
  }

  /** Sets status and headers for that refusal and a body of that length, and writes no body. */
  public void writeHead(HttpServletResponse response, Refusal refusal, int bodyLength) {
    Row row = row(refusal.kind());
    response.resetBuffer();
    response.setStatus(row.status());
    response.setContentType("application/json");
    response.setContentLength(bodyLength);
    refusal
        .retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(seconds(wait))));
    if (refusal.kind() == RefusalKind.UNAUTHORIZED) {
      response.setHeader("WWW-Authenticate", "Bearer");
    } else if (USED_UP.contains(refusal.kind())) {
      // Some clients send every 409 again.
      response.setHeader("x-should-retry", "false");
    }
  }

  /** The error object as JSON text: {@code {"error":{…}}}. */
  public String json(Refusal refusal) {
    Row row = row(refusal.kind());
    return JsonText.of(
        new JsonObject()
            .put(
                "error",
                new JsonObject()
                    .put("message", refusal.reason())
                    .put("type", row.type())
                    .put("code", row.code())
                    .put("param", refusal.param().orElse(null))
                    .build())
            .build());
  }

  /** The status for that kind. */
  public int status(RefusalKind kind) {
    return row(kind).status();
  }

  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    json.chars()
        .forEach(c -> text.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return text.toString();
  }

  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
  }

  private static Row row(RefusalKind kind) {
    return switch (kind) {
      case INVALID_REQUEST -> invalid("invalid_request");
      case INVALID_MODEL -> invalid("invalid_model");
      case INVALID_CALL_NAME -> invalid("invalid_call_name");
      case UNSUPPORTED_MODALITY -> invalid("unsupported_modality");
      case UNSUPPORTED_PARAMETER -> invalid("unsupported_parameter");
      case CONTEXT_LENGTH_EXCEEDED -> invalid("context_length_exceeded");
      case CONTENT_POLICY -> invalid("content_policy");
      case UNAUTHORIZED -> new Row(401, "authentication_error", "unauthorized");
      case INSUFFICIENT_CREDITS -> new Row(402, "insufficient_quota", "insufficient_credits");
      case NOT_FOUND -> new Row(404, "not_found", "not_found");
      case MODEL_NOT_FOUND -> new Row(404, "not_found", "model_not_found");
      case METHOD_NOT_ALLOWED -> new Row(405, "invalid_request_error", "method_not_allowed");
      case REFERENCE_REUSED -> new Row(409, "idempotency_error", "reference_reused");
      case IDEMPOTENCY_KEY_REUSED -> new Row(409, "idempotency_error", "idempotency_key_reused");
      case IDEMPOTENCY_IN_PROGRESS -> new Row(409, "idempotency_error", "idempotency_in_progress");
      case IDEMPOTENCY_NOT_KEPT -> new Row(409, "idempotency_error", "idempotency_not_kept");
      case REQUEST_TOO_LARGE -> new Row(413, "invalid_request_error", "request_too_large");
      case UNSUPPORTED_MEDIA_TYPE ->
          new Row(415, "invalid_request_error", "unsupported_media_type");
      case RATE_LIMITED -> new Row(429, "rate_limit_error", "rate_limit_exceeded");
      case INTERNAL -> new Row(500, "api_error", "internal_error");
      case UPSTREAM_ERROR -> new Row(502, "api_error", "upstream_error");
      case UPSTREAM_UNAVAILABLE -> new Row(503, "api_error", "upstream_unavailable");
      case UPSTREAM_TIMEOUT -> new Row(504, "api_error", "upstream_timeout");
      case OVERLOADED -> new Row(503, "api_error", "overloaded");
    };
  }

  private static Row invalid(String code) {
    return new Row(400, "invalid_request_error", code);
  }
}
