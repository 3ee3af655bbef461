package dev.tollgate.routing.auto;

import java.util.Locale;

/** Why a candidate can't serve a request; none of them is learned. */
public enum Constraint {
  /** The key may not use it. */
  KEY_MODELS("model", "a model that the key may use"),
  /** The prompt, as estimated, and the output that is asked for do not fit its window. */
  CONTEXT_WINDOW("messages", "a context window for this conversation and the output asked for"),
  /** It calls no functions. */
  TOOLS("tools", "tools"),
  /** It does not obey a choice that is required or named. */
  TOOL_CHOICE("tool_choice", "tool_choice"),
  /** It does not obey {@code parallel_tool_calls}. */
  PARALLEL_TOOL_CALLS("parallel_tool_calls", "parallel_tool_calls"),
  /** It does not keep to a JSON Schema. */
  JSON_SCHEMA("response_format", "json_schema"),
  /** It does not think, and much thinking is asked for; or it always does, and none is. */
  REASONING("reasoning", "reasoning"),
  /** All of its routes are out, while another candidate has one. */
  UPSTREAM_HEALTH("model", "an upstream in use");

  private final String param;
  private final String need;

  Constraint(String param, String need) {
    this.param = param;
    this.need = need;
  }

  /** The field of the request that it is about. */
  String param() {
    return param;
  }

  /** What the request needs, in a word for callers. */
  String need() {
    return need;
  }

  /** The word in explanations and logs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
