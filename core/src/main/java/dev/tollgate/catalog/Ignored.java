package dev.tollgate.catalog;

import java.util.Locale;

/** What of a request some models do not obey, though they have the ability that it is about. */
public enum Ignored {
  /** That a tool must be called, or that one. */
  TOOL_CHOICE,
  /** Whether several tools may be called at once. */
  PARALLEL_TOOL_CALLS,
  /** That there be no thinking: they always think. */
  REASONING_EFFORT;

  /** The word in the config. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
