package dev.tollgate.chat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the model picks its words; a null leaves the choice to the model.
 *
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param frequencyPenalty -2 to 2
 * @param presencePenalty -2 to 2
 * @param stop at most four sequences
 */
public record Sampling(
    @Nullable BigDecimal temperature,
    @Nullable BigDecimal topP,
    @Nullable BigDecimal frequencyPenalty,
    @Nullable BigDecimal presencePenalty,
    List<String> stop) {

  /** Everything left to the model. */
  public static final Sampling DEFAULT = new Sampling(null, null, null, null, List.of());

  public Sampling {
    stop = List.copyOf(stop);
  }
}
