package dev.tollgate.catalog;

import java.util.Locale;

/** What a model can do beside answering in text. */
public enum Capability {
  /** Calls functions. */
  TOOLS,
  /** Keeps to a JSON Schema. */
  JSON_SCHEMA,
  /** Thinks before it answers. */
  REASONING;

  /** The word in the config and on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
