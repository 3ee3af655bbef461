package dev.tollgate.config;

import java.util.Map;

/** The one door to the environment of the process. */
public final class Environment {

  private Environment() {}

  /** The variables this process was started with; unmodifiable. */
  public static Map<String, String> process() {
    return System.getenv();
  }
}
