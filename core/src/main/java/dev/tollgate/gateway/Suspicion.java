package dev.tollgate.gateway;

import java.util.Locale;

/** What an upstream does that none should: somebody ought to look at it. */
public enum Suspicion {
  /** Its answer went on beyond the most tokens that it was asked for. */
  CAP_IGNORED,
  /** The usage that it reported can't be. */
  USAGE_ABSURD;

  /** The word in metrics and logs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
