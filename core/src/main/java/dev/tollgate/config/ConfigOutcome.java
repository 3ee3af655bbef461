package dev.tollgate.config;

import java.util.List;

/** What came of reading a config. */
public sealed interface ConfigOutcome {

  /** The config is sound. */
  record Valid(GatewayConfig config) implements ConfigOutcome {}

  /**
   * The config cannot be used.
   *
   * @param problems all of them, at least one, in the order of the file
   */
  record Invalid(List<Problem> problems) implements ConfigOutcome {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
