package dev.tollgate.routing.quality;

/** What each profile is expected to make of one conversation. Immutable. */
public interface Assessment {

  /**
   * The share of such conversations that the profile's model answers well, between 0 and 1.
   *
   * @throws IllegalArgumentException when there is no such profile
   */
  double quality(String profile);

  /**
   * How many tokens its answer is expected to have, at least 1.
   *
   * @throws IllegalArgumentException when there is no such profile
   */
  double outputTokens(String profile);
}
