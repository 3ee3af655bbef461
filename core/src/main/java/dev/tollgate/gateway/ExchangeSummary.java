package dev.tollgate.gateway;

import dev.tollgate.chat.Usage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a call went.
 *
 * @param servedBy the id of the upstream of the last attempt, or null when there was none
 * @param usage what was charged for; {@link Usage#NONE} when nothing was
 * @param firstChunk from the beginning to the first part of the answer, or null without one
 * @param total from the beginning to the ending
 */
public record ExchangeSummary(
    Outcome outcome,
    @Nullable String servedBy,
    Usage usage,
    @Nullable Duration firstChunk,
    Duration total) {

  /** The ways a call can end. */
  public enum Outcome {
    /** The whole answer was delivered and charged. */
    COMPLETED,
    /** It failed, at no charge. */
    FAILED,
    /** The caller hung up, or did not read. */
    CALLER_GONE,
    /** What became of the settlement is not known. */
    UNKNOWN;

    /** The word in metrics and logs. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The upstream of the last attempt. */
  public Optional<String> upstream() {
    return Optional.ofNullable(servedBy);
  }

  /** From the beginning to the first part of the answer. */
  public Optional<Duration> timeToFirstChunk() {
    return Optional.ofNullable(firstChunk);
  }
}
