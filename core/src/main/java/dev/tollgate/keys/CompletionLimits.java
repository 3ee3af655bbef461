package dev.tollgate.keys;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a key's completions are under beside their number in a window; null where it is not limited.
 *
 * @param concurrent how many may be under way at once, at least 1
 * @param budget what they may cost
 */
public record CompletionLimits(@Nullable Long concurrent, @Nullable Budget budget) {

  public CompletionLimits {
    if (concurrent != null && concurrent < 1) {
      throw new IllegalArgumentException("a limit admits at least one request");
    }
  }

  /** None. */
  public static final CompletionLimits NONE = new CompletionLimits(null, null);

  /** These, and where there is none of a kind, the other's. */
  public CompletionLimits orElse(CompletionLimits other) {
    return new CompletionLimits(
        concurrent == null ? other.concurrent : concurrent, budget == null ? other.budget : budget);
  }

  /** How many may be under way at once, if limited. */
  public OptionalLong atOnce() {
    return concurrent == null ? OptionalLong.empty() : OptionalLong.of(concurrent);
  }

  /** What they may cost, if limited. */
  public Optional<Budget> mostCost() {
    return Optional.ofNullable(budget);
  }
}
