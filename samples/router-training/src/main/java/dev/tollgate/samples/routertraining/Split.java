package dev.tollgate.samples.routertraining;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which rows are measured by weights that have not seen them. */
enum Split {
  /** Rows apart by the question or passage they share. */
  GROUPS,
  /** Whole subjects apart: what is right about a subject that was never learned from. */
  DOMAINS;

  private static final int PARTS = 5;

  /** The rows in five parts, each in the order of the rows. */
  List<List<Outcome>> parts(List<Outcome> rows) {
    List<List<Outcome>> parts = new ArrayList<>();
    for (int i = 0; i < PARTS; i++) {
      parts.add(new ArrayList<>());
    }
    Map<Source, List<String>> domains = new EnumMap<>(Source.class);
    for (Source source : Source.values()) {
      TreeSet<String> names = new TreeSet<>();
      rows.stream().filter(row -> row.source() == source).forEach(row -> names.add(row.domain()));
      domains.put(source, List.copyOf(names));
    }
    for (Outcome row : rows) {
      int part =
          this == GROUPS
              ? Integer.parseInt(row.group().substring(0, 6), 16) % PARTS
              : domains.getOrDefault(row.source(), List.of()).indexOf(row.domain()) % PARTS;
      parts.get(part).add(row);
    }
    return parts;
  }

  /**
   * The rows that weights for that part may be learned from. None has a question of the part's,
   * also not in another file, where its subject has another name.
   */
  static List<Outcome> apartFrom(List<Outcome> part, List<Outcome> rows) {
    Set<String> held = part.stream().map(Outcome::group).collect(Collectors.toSet());
    return rows.stream().filter(row -> !held.contains(row.group())).toList();
  }
}
