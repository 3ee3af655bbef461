package dev.tollgate.upstream.gemini;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.codec.StatusMeaning;
import dev.tollgate.upstream.http.RetryAfter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an error of the API means. One status stands for everything that is wrong with a request, a
 * bad key included, so reason and message are looked at too; nothing of them is ever quoted.
 */
final class GeminiErrors {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})?s");

  private GeminiErrors() {}

  /**
   * The failure behind a status.
   *
   * @param body the error body, or null when there is none or it is too long
   * @param delay what the Retry-After header asks for, or null
   */
  static UpstreamFailure ofStatus(int status, byte @Nullable [] body, @Nullable Duration delay) {
    Json.Obj error = body == null ? null : error(body);
    if (error == null) {
      return StatusMeaning.failure(status, StatusMeaning.kind(status), delay);
    }
    return StatusMeaning.failure(
        status, kind(status, error), delay == null ? retryDelay(error) : delay);
  }

  /** The failure behind an {@code error} member that came with a status of success. */
  static UpstreamFailure ofAnswer(Json.Obj answer) {
    Kind kind = Kind.SERVER_ERROR;
    if (answer.get("error") instanceof Json.Obj error
        && error.get("code") instanceof Json.Num code
        && code.isLong()
        && code.longValue() >= 400
        && code.longValue() < 600) {
      kind = kind((int) code.longValue(), error);
    }
    return UpstreamFailure.of(kind, "an error in place of an answer");
  }

  /** Streams answer with an array of one error where others answer with the error. */
  private static Json.@Nullable Obj error(byte[] body) {
    try {
      Json json = StrictJson.read(body);
      if (json instanceof Json.Arr array && !array.items().isEmpty()) {
        json = array.items().get(0);
      }
      return json instanceof Json.Obj object && object.get("error") instanceof Json.Obj error
          ? error
          : null;
    } catch (MalformedJson e) {
      return null;
    }
  }

  private static Kind kind(int status, Json.Obj error) {
    Kind kind = StatusMeaning.kind(status);
    if (kind != Kind.REQUEST_REFUSED) {
      return kind;
    }
    if (word(error, "status").equals("failed_precondition")) {
      // Not paid for, or not to be had where we are: ours to mend.
      return Kind.ACCOUNT_EMPTY;
    }
    String message = word(error, "message");
    // Whole beginnings: further on a message may quote the caller's own words.
    if (message.startsWith("api key not valid")
        || message.startsWith("api key expired")
        || reasons(error).contains("api_key_invalid")) {
      return Kind.CREDENTIAL_REFUSED;
    }
    boolean tooLong = message.contains("token count") && message.contains("exceeds the maximum");
    return tooLong ? Kind.CONTEXT_LENGTH_EXCEEDED : kind;
  }

  private static List<String> reasons(Json.Obj error) {
    return details(error).stream().map(detail -> word(detail, "reason")).toList();
  }

  private static @Nullable Duration retryDelay(Json.Obj error) {
    for (Json.Obj detail : details(error)) {
      String delay = word(detail, "retryDelay");
      if (SECONDS.matcher(delay).matches()) {
        BigDecimal seconds = new BigDecimal(delay.substring(0, delay.length() - 1));
        Duration wait = Duration.ofMillis(seconds.movePointRight(3).longValue());
        return wait.compareTo(RetryAfter.MAX) > 0 ? RetryAfter.MAX : wait;
      }
    }
    return null;
  }

  private static List<Json.Obj> details(Json.Obj error) {
    List<Json.Obj> details = new ArrayList<>();
    if (error.get("details") instanceof Json.Arr array) {
      for (Json item : array.items()) {
        if (item instanceof Json.Obj detail) {
          details.add(detail);
        }
      }
    }
    return details;
  }

  private static String word(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Str text ? text.value().toLowerCase(Locale.ROOT) : "";
  }
}
