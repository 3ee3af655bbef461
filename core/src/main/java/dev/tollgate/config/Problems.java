package dev.tollgate.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong while a config is read; confined to that one reading. */
final class Problems {

  private final List<Problem> found = new ArrayList<>();

  void add(Spot spot, String message) {
    found.add(new Problem(spot.path(), spot.line(), message));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the file; what has no line, because it is missing, comes last. */
  List<Problem> inOrder() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(p -> p.line() == 0 ? Integer.MAX_VALUE : p.line()));
    return sorted;
  }
}
