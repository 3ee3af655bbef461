package dev.tollgate.store.jooq;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts, point by point, what kills did. */
final class KillTable {

  private final Map<String, long[]> rows = new LinkedHashMap<>();

  /** Adds a kill, and how many answers had been given before it. */
  void add(String point, long acknowledged, Aftermath aftermath) {
    long[] row = rows.computeIfAbsent(point, name -> new long[6]);
    row[0]++;
    row[1] += acknowledged;
    row[2] += aftermath.lost().size();
    row[3] += aftermath.doubled().size();
    row[4] += aftermath.leaked();
    row[5] += aftermath.problems().size();
  }

  /** How many kills there were. */
  long kills() {
    return rows.values().stream().mapToLong(row -> row[0]).sum();
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            line("point", "kills", "acknowledged", "lost", "double", "leaked", "problems"));
    text.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    long[] all = new long[6];
    rows.forEach(
        (point, row) -> {
          text.append(line(point, row));
          for (int i = 0; i < all.length; i++) {
            all[i] += row[i];
          }
        });
    return text.append(line("all", all)).toString();
  }

  private static String line(String point, long[] row) {
    return line(point, row[0], row[1], row[2], row[3], row[4], row[5]);
  }

  private static String line(Object... cells) {
    return String.format("| %-65s | %5s | %12s | %5s | %6s | %6s | %8s |%n", cells);
  }
}
