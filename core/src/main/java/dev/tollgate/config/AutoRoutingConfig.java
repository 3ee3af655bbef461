package dev.tollgate.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all auto models have in common.
 *
 * @param weightsFile learned weights to predict with, or null for those that come with the gateway
 * @param feedback whether recent outcomes count against a model
 * @param logDecisions whether each choice is logged, with all numbers that it went by
 * @param explainHeader whether answers say in a header how their model was chosen
 */
public record AutoRoutingConfig(
    @Nullable Path weightsFile, boolean feedback, boolean logDecisions, boolean explainHeader) {

  /** Our own weights, feedback on, no log and no header. */
  public static final AutoRoutingConfig DEFAULTS = new AutoRoutingConfig(null, true, false, false);

  /** The file with other weights, if there is one. */
  public Optional<Path> weights() {
    return Optional.ofNullable(weightsFile);
  }
}
