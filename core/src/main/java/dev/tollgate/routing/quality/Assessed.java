package dev.tollgate.routing.quality;

import java.util.Map;

/** An assessment: every profile's two numbers, found by the profile's name. */
final class Assessed implements Assessment {

  private final Map<String, Integer> positions;
  private final float[] qualities;
  private final float[] tokens;

  Assessed(Map<String, Integer> positions, float[] qualities, float[] tokens) {
    this.positions = positions;
    this.qualities = qualities;
    this.tokens = tokens;
  }

  @Override
  public double quality(String profile) {
    return qualities[position(profile)];
  }

  @Override
  public double outputTokens(String profile) {
    return tokens[position(profile)];
  }

  private int position(String profile) {
    Integer position = positions.get(profile);
    if (position == null) {
      throw new IllegalArgumentException("no quality profile " + profile);
    }
    return position;
  }
}
