package dev.tollgate.routing.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Assessments of typical conversations, kept small: for each row a byte of quality for every
 * profile, then a byte of length for every profile.
 */
public final class ReferenceTable {

  private static final float QUALITY_STEPS = 255;
  private static final float STEPS_PER_LOG_TOKEN = 20;

  private ReferenceTable() {}

  /** How many bytes a row has. */
  public static int rowBytes(int profiles) {
    return 2 * profiles;
  }

  /** The row of an assessment, for profiles in that order. */
  public static byte[] row(Assessment assessment, List<String> profiles) {
    byte[] row = new byte[rowBytes(profiles.size())];
    for (int i = 0; i < profiles.size(); i++) {
      String profile = profiles.get(i);
      row[i] = (byte) Math.round(assessment.quality(profile) * QUALITY_STEPS);
      double steps = Math.log(assessment.outputTokens(profile)) * STEPS_PER_LOG_TOKEN;
      row[profiles.size() + i] = (byte) Math.min(255, Math.round(steps));
    }
    return row;
  }

  static List<Assessment> read(byte[] table, Map<String, Integer> positions) {
    int profiles = positions.size();
    List<Assessment> assessments = new ArrayList<>();
    for (int row = 0; row < table.length; row += rowBytes(profiles)) {
      float[] qualities = new float[profiles];
      float[] tokens = new float[profiles];
      for (int i = 0; i < profiles; i++) {
        qualities[i] = (table[row + i] & 0xff) / QUALITY_STEPS;
        tokens[i] = (float) Math.exp((table[row + profiles + i] & 0xff) / STEPS_PER_LOG_TOKEN);
      }
      assessments.add(new Assessed(positions, qualities, tokens));
    }
    return List.copyOf(assessments);
  }
}
