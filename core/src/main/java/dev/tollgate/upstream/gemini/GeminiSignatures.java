package dev.tollgate.upstream.gemini;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thoughts and their signatures as {@code reasoning_details} and back. A signature belongs to one
 * part of an answer: to a tool call, whose id it carries here, or to the text.
 */
final class GeminiSignatures {

  private static final String FORMAT = "google-gemini-v1";
  private static final String ENCRYPTED = "reasoning.encrypted";

  private final Map<String, String> ofCalls = new HashMap<>();
  private @Nullable String ofText;

  /** Collects the signatures of one turn; what is another provider's is left out. */
  GeminiSignatures(Json.@Nullable Arr details) {
    if (details == null) {
      return;
    }
    for (Json item : details.items()) {
      if (item instanceof Json.Obj detail
          && detail.get("type") instanceof Json.Str type
          && type.value().equals(ENCRYPTED)
          && detail.get("data") instanceof Json.Str data
          && isOurs(detail.present("format"))) {
        add(detail.present("id"), data.value());
      }
    }
  }

  /** Some clients join the pieces of this member too, as they do with the text's. */
  private static boolean isOurs(@Nullable Json format) {
    return format instanceof Json.Str word && word.value().startsWith(FORMAT);
  }

  private void add(@Nullable Json id, String signature) {
    if (id instanceof Json.Str call) {
      ofCalls.put(call.value(), signature);
    } else {
      ofText = signature;
    }
  }

  /** The signature of the call with that id. */
  Optional<String> ofCall(String id) {
    return Optional.ofNullable(ofCalls.get(id));
  }

  /** The signature of the text. */
  Optional<String> ofText() {
    return Optional.ofNullable(ofText);
  }

  /** A thought, or a piece of one. */
  static Json.Obj thought(int index, String text) {
    return new JsonObject()
        .put("type", "reasoning.text")
        .put("text", text)
        .put("format", FORMAT)
        .put("index", index)
        .build();
  }

  /**
   * A signature.
   *
   * @param callId the tool call that it belongs to, or null when it is the text's
   */
  static Json.Obj signature(int index, @Nullable String callId, String signature) {
    JsonObject detail = new JsonObject().put("type", ENCRYPTED).put("data", signature);
    if (callId != null) {
      detail.put("id", callId);
    }
    return detail.put("format", FORMAT).put("index", index).build();
  }
}
