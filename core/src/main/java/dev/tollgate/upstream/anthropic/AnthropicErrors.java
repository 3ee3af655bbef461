package dev.tollgate.upstream.anthropic;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.codec.StatusMeaning;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an error of the API means. Its type has one word for everything that is wrong with a
 * request, so the message is searched for those that are treated differently; it is never quoted.
 */
final class AnthropicErrors {

  private AnthropicErrors() {}

  /**
   * The failure behind a status.
   *
   * @param body the error body, or null when there is none or it is too long
   * @param delay what the upstream asked us to wait, or null
   */
  static UpstreamFailure ofStatus(int status, byte @Nullable [] body, @Nullable Duration delay) {
    Kind kind = StatusMeaning.kind(status);
    if (body != null && StatusMeaning.isOpen(status)) {
      Kind said = kind(error(body));
      // A type that we do not know says less than the status.
      kind = said == null || said == Kind.SERVER_ERROR ? kind : said;
    }
    return StatusMeaning.failure(status, kind, delay);
  }

  /** The failure behind an event or a body of type {@code error}. */
  static UpstreamFailure ofEvent(Json.Obj event) {
    Kind kind = kind(event.get("error"));
    return UpstreamFailure.of(
        kind == null ? Kind.SERVER_ERROR : kind, "an error in place of an answer");
  }

  private static @Nullable Json error(byte[] body) {
    try {
      return StrictJson.read(body) instanceof Json.Obj object ? object.get("error") : null;
    } catch (MalformedJson e) {
      return null;
    }
  }

  private static @Nullable Kind kind(@Nullable Json error) {
    if (!(error instanceof Json.Obj object) || !(object.get("type") instanceof Json.Str type)) {
      return null;
    }
    return switch (type.value()) {
      case "invalid_request_error" -> ofMessage(object.get("message"));
      case "authentication_error", "permission_error" -> Kind.CREDENTIAL_REFUSED;
      case "billing_error" -> Kind.ACCOUNT_EMPTY;
      case "not_found_error" -> Kind.UNKNOWN_MODEL;
      case "request_too_large" -> Kind.REQUEST_TOO_LARGE;
      case "rate_limit_error" -> Kind.RATE_LIMITED;
      case "timeout_error" -> Kind.TIMEOUT;
      // api_error, overloaded_error, and what may be added to them.
      default -> Kind.SERVER_ERROR;
    };
  }

  private static Kind ofMessage(@Nullable Json message) {
    String words = message instanceof Json.Str text ? text.value().toLowerCase(Locale.ROOT) : "";
    if (words.contains("prompt is too long") || words.contains("exceed context limit")) {
      return Kind.CONTEXT_LENGTH_EXCEEDED;
    }
    if (words.contains("content filtering policy")) {
      return Kind.CONTENT_POLICY;
    }
    // Whole beginnings: further on a message may quote the caller's own words.
    if (words.startsWith("your credit balance is too low")
        || words.startsWith("you have reached your specified api usage limits")) {
      return Kind.ACCOUNT_EMPTY;
    }
    return Kind.REQUEST_REFUSED;
  }
}
