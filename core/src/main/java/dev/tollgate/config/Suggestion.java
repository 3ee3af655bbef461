package dev.tollgate.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant by a name that is unknown. */
final class Suggestion {

  private static final int MOST_NAMES = 12;

  private Suggestion() {}

  /** The nearest known name when one is near, else the known ones. */
  static String of(String unknown, Collection<String> known) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = distance(normal(unknown), normal(name));
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    if (least <= Math.max(2, nearest.length() / 3)) {
      return "did you mean " + nearest + "?";
    }
    List<String> first = known.stream().limit(MOST_NAMES).toList();
    return "known here: " + String.join(", ", first) + (known.size() > MOST_NAMES ? ", …" : "");
  }

  // maxBody and max_body are max-body in another tongue.
  private static String normal(String name) {
    String bounded = name.substring(0, Math.min(name.length(), 100));
    return bounded.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  /** Insertions, deletions and replacements from one to the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
