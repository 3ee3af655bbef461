package dev.tollgate.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ids of one list, each given once; keeps what it saw. */
final class Ids {

  private static final int LONGEST = 128;

  private final Map<String, Spot> seen = new LinkedHashMap<>();

  /** The entry's id, or null when it has none that could be used. */
  @Nullable String read(Section entry) {
    Word word = entry.requiredWord("id");
    if (word == null) {
      return null;
    }
    String id = word.text();
    if (id.length() > LONGEST || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      entry.fault("id", "must be at most 128 ASCII characters without spaces");
      return null;
    }
    Spot first = seen.putIfAbsent(id, word.spot());
    if (first != null) {
      entry.fault("id", "is the same as " + first.path() + "; ids are unique");
      return null;
    }
    return id;
  }

  boolean has(String id) {
    return seen.containsKey(id);
  }

  boolean isEmpty() {
    return seen.isEmpty();
  }

  Collection<String> all() {
    return seen.keySet();
  }
}
