package dev.tollgate.ledger;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a longer list.
 *
 * @param cursor what to ask for to get the rows behind these, or null at the end
 */
public record Page<T>(List<T> rows, @Nullable String cursor) {
  public Page {
    rows = List.copyOf(rows);
  }

  /** What to ask for to get the rows behind these; empty at the end. */
  public Optional<String> next() {
    return Optional.ofNullable(cursor);
  }
}
