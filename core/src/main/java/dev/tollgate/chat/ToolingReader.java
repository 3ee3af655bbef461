package dev.tollgate.chat;

import dev.tollgate.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code tools}, {@code tool_choice} and {@code parallel_tool_calls}. */
final class ToolingReader {

  private static final String CHOICES =
      "\"auto\", \"none\", \"required\" or"
          + " {\"type\": \"function\", \"function\": {\"name\": …}}";

  private ToolingReader() {}

  /** The tools; without any, what only makes sense beside them is checked and dropped. */
  static Tooling read(FieldReader body) {
    List<Tooling.Tool> tools = tools(body.array("tools"));
    Tooling.Choice choice = choice(body, tools);
    Boolean parallel = body.bool("parallel_tool_calls");
    return tools.isEmpty() ? Tooling.NONE : new Tooling(tools, choice, parallel);
  }

  private static List<Tooling.Tool> tools(Json.@Nullable Arr array) {
    List<Tooling.Tool> tools = new ArrayList<>();
    if (array != null) {
      for (Json item : array.items()) {
        tools.add(tool(FieldReader.ofItem("tools[" + tools.size() + "]", item)));
      }
    }
    return tools;
  }

  private static Tooling.Tool tool(FieldReader tool) {
    RequestRules.requireType(tool, "function");
    FieldReader function = tool.requiredObject("function");
    String name = RequestRules.functionName(function);
    function.string("description");
    function.object("parameters");
    function.bool("strict");
    return new Tooling.Tool(name, tool.json());
  }

  private static Tooling.@Nullable Choice choice(FieldReader body, List<Tooling.Tool> tools) {
    Json choice = body.any("tool_choice");
    if (choice == null) {
      return null;
    }
    if (choice instanceof Json.Obj object) {
      return named(new FieldReader("tool_choice", object), tools);
    }
    if (!(choice instanceof Json.Str word)) {
      throw FieldReader.wrong("tool_choice", CHOICES, choice);
    }
    return switch (word.value()) {
      case "auto" -> Tooling.Mode.AUTO;
      case "none" -> Tooling.Mode.NONE;
      case "required" -> {
        if (tools.isEmpty()) {
          throw FieldReader.refused("tool_choice", "may be \"required\" only beside 'tools'");
        }
        yield Tooling.Mode.REQUIRED;
      }
      default -> throw FieldReader.refused("tool_choice", "must be " + CHOICES);
    };
  }

  private static Tooling.Choice named(FieldReader choice, List<Tooling.Tool> tools) {
    RequestRules.requireType(choice, "function");
    FieldReader function = choice.requiredObject("function");
    String name = function.requiredString("name");
    if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
      throw FieldReader.refused(function.path("name"), "must be the name of one of 'tools'");
    }
    return new Tooling.Named(name);
  }
}
