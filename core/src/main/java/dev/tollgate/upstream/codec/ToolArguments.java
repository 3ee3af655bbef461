package dev.tollgate.upstream.codec;

import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;

/** Arguments of a tool call for APIs that want them as an object and not as text. */
public final class ToolArguments {

  /** What broken arguments go under, so that the model can see what it wrote. */
  private static final String BROKEN = "INVALID_JSON";

  private ToolArguments() {}

  /** The arguments as an object; text that is none is its only member. */
  public static Json.Obj object(ToolCall call) {
    String text = call.arguments();
    if (text.isBlank()) {
      return new JsonObject().build();
    }
    try {
      if (StrictJson.read(text) instanceof Json.Obj object) {
        return object;
      }
    } catch (MalformedJson e) {
      // A model wrote it, and nobody promised that it is JSON.
    }
    return new JsonObject().put(BROKEN, text).build();
  }
}
