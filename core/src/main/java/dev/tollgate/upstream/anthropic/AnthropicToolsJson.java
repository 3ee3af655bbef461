package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.Tooling;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a request and the choice among them. */
final class AnthropicToolsJson {

  private AnthropicToolsJson() {}

  /** Adds the members, if there are tools at all. */
  static void put(JsonObject body, Tooling tooling) {
    if (tooling.tools().isEmpty()) {
      return;
    }
    List<Json> tools = tooling.tools().stream().<Json>map(AnthropicToolsJson::tool).toList();
    body.put("tools", new Json.Arr(tools));
    boolean oneByOne = Boolean.FALSE.equals(tooling.parallelCalls());
    if (tooling.choice() != null || oneByOne) {
      body.put("tool_choice", choice(tooling.choice(), oneByOne));
    }
  }

  private static Json.Obj tool(Tooling.Tool tool) {
    JsonObject json = new JsonObject().put("name", tool.name());
    if (tool.json().get("function") instanceof Json.Obj function) {
      if (function.present("description") instanceof Json.Str description) {
        json.put("description", description);
      }
      json.put("input_schema", schema(function.present("parameters")));
      if (function.present("strict") instanceof Json.Bool strict && strict.value()) {
        json.put("strict", true);
      }
    }
    return json.build();
  }

  /** The caller's schema verbatim; only the type, which the API insists on, is supplied. */
  private static Json.Obj schema(@Nullable Json parameters) {
    JsonObject schema = new JsonObject();
    if (parameters instanceof Json.Obj own) {
      if (own.get("type") != null) {
        return own;
      }
      own.members().forEach(schema::put);
    }
    return schema.put("type", "object").build();
  }

  private static Json.Obj choice(Tooling.@Nullable Choice choice, boolean oneByOne) {
    JsonObject json = new JsonObject();
    if (choice instanceof Tooling.Named named) {
      json.put("type", "tool").put("name", named.function());
    } else if (choice == Tooling.Mode.REQUIRED) {
      json.put("type", "any");
    } else if (choice == Tooling.Mode.NONE) {
      return json.put("type", "none").build();
    } else {
      json.put("type", "auto");
    }
    if (oneByOne) {
      json.put("disable_parallel_tool_use", true);
    }
    return json.build();
  }
}
