package dev.tollgate.routing.auto;

import dev.tollgate.catalog.Capability;

/** The kinds of requests that are told apart when it is learned from outcomes. */
public enum Shape {
  /** The model may call tools. */
  TOOLS,
  /** The answer must fit a schema. */
  SCHEMA,
  /** A long prompt, and neither of the above. */
  LONG,
  /** All others. */
  PLAIN;

  private static final long LONG_PROMPT_TOKENS = 4_000;

  static Shape of(Needs needs) {
    if (needs.capabilities().contains(Capability.TOOLS)) {
      return TOOLS;
    }
    if (needs.capabilities().contains(Capability.JSON_SCHEMA)) {
      return SCHEMA;
    }
    return needs.promptTokens() > LONG_PROMPT_TOKENS ? LONG : PLAIN;
  }
}
