package dev.tollgate.launcher;

import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.ModelConfig;
import dev.tollgate.config.UpstreamConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the demo offers of a provider beside its own models.
 *
 * @param provider a word of at most nine letters
 * @param told what a person is told of it: in one line
 */
record DemoOffer(
    String provider, List<UpstreamConfig> upstreams, List<ModelConfig> models, String told) {

  private static final int SHOWN = 5;

  DemoOffer {
    upstreams = List.copyOf(upstreams);
    models = List.copyOf(models);
  }

  /** Nothing, and why. */
  static DemoOffer none(String provider, String reason) {
    return new DemoOffer(provider, List.of(), List.of(), "not offered: " + reason);
  }

  /**
   * Those models.
   *
   * @param source the variable that named their provider
   */
  static DemoOffer of(
      String provider, String source, List<UpstreamConfig> upstreams, List<ModelConfig> models) {
    List<String> ids = models.stream().map(ModelConfig::id).limit(SHOWN).toList();
    String rest = models.size() > SHOWN ? " and " + (models.size() - SHOWN) + " more" : "";
    String told = String.join(", ", ids) + rest + ", by " + source;
    return new DemoOffer(provider, upstreams, models, told);
  }

  /** That config with the offered models behind its own; an id that is taken stays as it is. */
  GatewayConfig addTo(GatewayConfig config) {
    List<UpstreamConfig> allUpstreams = new ArrayList<>(config.upstreams());
    allUpstreams.addAll(upstreams);
    List<ModelConfig> allModels = new ArrayList<>(config.models());
    Set<String> taken = new HashSet<>();
    allModels.forEach(model -> taken.add(model.id()));
    for (ModelConfig model : models) {
      if (taken.add(model.id())) {
        allModels.add(model);
      }
    }
    return config.withModels(allUpstreams, allModels);
  }
}
