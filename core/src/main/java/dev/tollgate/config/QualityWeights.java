package dev.tollgate.config;

import dev.tollgate.routing.quality.InvalidWeights;
import dev.tollgate.routing.quality.QualityModel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The weights that auto models predict with: the operator's, or those of the gateway. */
final class QualityWeights {

  private QualityWeights() {}

  /**
   * Reads them.
   *
   * @throws InvalidWeights when they are none; the message is one line
   */
  static QualityModel read(AutoRoutingConfig config) {
    return config.weights().map(QualityModel::read).orElseGet(QualityModel::bundled);
  }

  /** Checks the operator's weights, if there are any, and that they have the profiles named. */
  static void check(
      AutoRoutingConfig config, Spot weights, List<Word> profiles, Problems problems) {
    boolean named = !weights.equals(Spot.FILE);
    boolean faulty = named && config.weights().isEmpty();
    if (faulty || (!named && profiles.isEmpty())) {
      return;
    }
    Set<String> known;
    try {
      known = new TreeSet<>(read(config).profiles());
    } catch (InvalidWeights e) {
      problems.add(weights, String.valueOf(e.getMessage()));
      return;
    }
    for (Word profile : profiles) {
      if (!known.contains(profile.text())) {
        problems.add(profile.spot(), profile.unknown("profile", known));
      }
    }
  }
}
