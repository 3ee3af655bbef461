package dev.tollgate.chat;

import dev.tollgate.json.Json;
import dev.tollgate.refusal.RefusalKind;
import java.util.List;
import java.util.regex.Pattern;

/** The rules that stand above single fields: what this API knows and does not offer, and names. */
final class RequestRules {

  private static final List<String> UNSUPPORTED =
      List.of("audio", "web_search_options", "functions", "function_call");

  private static final Json ONLY_TEXT = new Json.Arr(List.of(new Json.Str("text")));

  private static final Pattern FUNCTION_NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private RequestRules() {}

  /** Refuses what would change the answer's form and cannot be had; null is as good as absent. */
  static void refuseUnsupported(FieldReader body) {
    for (String name : UNSUPPORTED) {
      if (body.any(name) != null) {
        throw FieldReader.refused(
            RefusalKind.UNSUPPORTED_PARAMETER, name, "is not supported; leave it out");
      }
    }
    Json modalities = body.any("modalities");
    if (modalities != null && !modalities.equals(ONLY_TEXT)) {
      throw FieldReader.refused(
          RefusalKind.UNSUPPORTED_PARAMETER,
          "modalities",
          "is only supported as [\"text\"]; leave it out");
    }
    checkChoices(body);
  }

  private static void checkChoices(FieldReader body) {
    Json n = body.any("n");
    if (n == null) {
      return;
    }
    if (!(n instanceof Json.Num number)) {
      throw FieldReader.wrong("n", "the integer 1", n);
    }
    if (!number.isInteger()) {
      throw FieldReader.refused("n", "must be the integer 1; it has a fraction or an exponent");
    }
    long choices = FieldReader.clamped(number);
    if (choices > 1) {
      throw FieldReader.refused(
          RefusalKind.UNSUPPORTED_PARAMETER, "n", "is only supported as 1; it is more");
    }
    if (choices < 1) {
      throw FieldReader.refused("n", "must be the integer 1; it is less");
    }
  }

  /** A function's name as callers may define it. */
  static String functionName(FieldReader function) {
    String name = function.requiredString("name");
    if (!FUNCTION_NAME.matcher(name).matches()) {
      throw FieldReader.refused(
          function.path("name"), "must be 1 to 64 letters, digits, underscores or hyphens");
    }
    return name;
  }

  /** Refuses a type that is not that one; {@code type} must be there. */
  static void requireType(FieldReader object, String type) {
    if (!object.requiredString("type").equals(type)) {
      throw FieldReader.refused(object.path("type"), "must be \"" + type + "\"");
    }
  }
}
