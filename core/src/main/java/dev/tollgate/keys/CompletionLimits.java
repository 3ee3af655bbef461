package dev.tollgate.keys;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a key's completions are under beside their number in a window; null where it is not limited.
 *
 * @param concurrent how many may be under way at once, at least 1
 * @param tokens how many they may take in a minute of the clock, prompt and output, at least 1
 * @param budget what they may cost
 */
public record CompletionLimits(
    @Nullable Long concurrent, @Nullable Long tokens, @Nullable Budget budget) {

  public CompletionLimits {
    if ((concurrent != null && concurrent < 1) || (tokens != null && tokens < 1)) {
      throw new IllegalArgumentException("a limit admits at least one");
    }
  }

  /** None. */
  public static final CompletionLimits NONE = new CompletionLimits(null, null, null);

  /** These, and where there is none of a kind, the other's. */
  public CompletionLimits orElse(CompletionLimits other) {
    return new CompletionLimits(
        concurrent == null ? other.concurrent : concurrent,
        tokens == null ? other.tokens : tokens,
        budget == null ? other.budget : budget);
  }

  /** How many may be under way at once, if limited. */
  public OptionalLong atOnce() {
    return concurrent == null ? OptionalLong.empty() : OptionalLong.of(concurrent);
  }

  /** How many tokens they may take in a minute, if limited. */
  public OptionalLong tokensPerMinute() {
    return tokens == null ? OptionalLong.empty() : OptionalLong.of(tokens);
  }

  /** What they may cost, if limited. */
  public Optional<Budget> mostCost() {
    return Optional.ofNullable(budget);
  }
}
