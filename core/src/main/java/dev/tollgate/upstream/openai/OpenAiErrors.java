package dev.tollgate.upstream.openai;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.codec.StatusMeaning;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an error of the upstream means. Of its body only the code and the type are looked at, and
 * only for what its status does not tell; nothing of it is ever quoted.
 */
final class OpenAiErrors {

  private static final Set<String> TOO_LONG =
      Set.of("context_length_exceeded", "context_window_exceeded", "exceed_context_size_error");

  private static final Set<String> POLICY =
      Set.of(
          "content_policy_violation",
          "content_policy",
          "content_filter",
          "moderation_blocked",
          "ResponsibleAIPolicyViolation");

  /** What comes as a 429 too, and does not pass by waiting. */
  private static final Set<String> EMPTY =
      Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");

  private OpenAiErrors() {}

  /**
   * The failure behind a status.
   *
   * @param body the error body, or null when there is none or it is too long
   * @param delay what the upstream asked us to wait, or null
   */
  static UpstreamFailure ofStatus(int status, byte @Nullable [] body, @Nullable Duration delay) {
    Kind kind = StatusMeaning.kind(status);
    Kind said = body == null ? null : said(error(body));
    if (said != null && (StatusMeaning.isOpen(status) || mayBeEmpty(kind, said))) {
      kind = said;
    }
    return StatusMeaning.failure(status, kind, delay);
  }

  private static boolean mayBeEmpty(Kind byStatus, Kind said) {
    return byStatus == Kind.RATE_LIMITED && said == Kind.ACCOUNT_EMPTY;
  }

  /** The failure behind an {@code error} member that came with a status of success. */
  static UpstreamFailure ofMember(Json error) {
    Kind kind = said(error);
    if (kind == null && error instanceof Json.Obj object) {
      kind = numericCode(object);
    }
    return UpstreamFailure.of(
        kind == null ? Kind.SERVER_ERROR : kind, "an error in place of an answer");
  }

  private static @Nullable Kind numericCode(Json.Obj error) {
    if (error.get("code") instanceof Json.Num code && code.isLong()) {
      long status = code.longValue();
      return status >= 400 && status < 600 ? StatusMeaning.kind((int) status) : null;
    }
    return null;
  }

  private static @Nullable Json error(byte[] body) {
    try {
      return StrictJson.read(body) instanceof Json.Obj object ? object.get("error") : null;
    } catch (MalformedJson e) {
      return null;
    }
  }

  private static @Nullable Kind said(@Nullable Json error) {
    if (!(error instanceof Json.Obj object)) {
      return null;
    }
    Kind byCode = word(object.get("code"));
    if (byCode != null) {
      return byCode;
    }
    Kind byType = word(object.get("type"));
    if (byType != null) {
      return byType;
    }
    return object.get("innererror") instanceof Json.Obj inner ? word(inner.get("code")) : null;
  }

  private static @Nullable Kind word(@Nullable Json json) {
    if (json instanceof Json.Str word) {
      if (TOO_LONG.contains(word.value())) {
        return Kind.CONTEXT_LENGTH_EXCEEDED;
      }
      if (POLICY.contains(word.value())) {
        return Kind.CONTENT_POLICY;
      }
      if (EMPTY.contains(word.value())) {
        return Kind.ACCOUNT_EMPTY;
      }
    }
    return null;
  }
}
