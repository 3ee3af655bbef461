package dev.tollgate.launcher;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.config.Assembly;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.PricedModelConfig;
import dev.tollgate.config.RouteConfig;
import dev.tollgate.routing.auto.AutoChoices;
import dev.tollgate.routing.auto.AutoOrder;
import dev.tollgate.routing.auto.Decision;
import dev.tollgate.routing.auto.Verdict;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An auto model as a gateway has it at its start: nothing has failed, and of the routes those are
 * in use that the config does not take out of it.
 *
 * @param inUse the ids of the models that have such a route
 */
record ExplainedModel(AutoChoices choices, String id, Set<String> inUse) {

  /**
   * The auto model of that id.
   *
   * @throws dev.tollgate.config.UnusableConfig with one line for the operator when it can't choose
   */
  static ExplainedModel of(GatewayConfig config, String id) {
    Set<String> inUse =
        config.models().stream()
            .filter(PricedModelConfig.class::isInstance)
            .map(PricedModelConfig.class::cast)
            .filter(model -> model.routes().stream().anyMatch(RouteConfig::enabled))
            .map(PricedModelConfig::id)
            .collect(Collectors.toSet());
    return new ExplainedModel(Assembly.choices(config), id, inUse);
  }

  /** What is to be decided for that request of nobody in particular. */
  AutoOrder order(ChatRequest request) {
    return new AutoOrder(
        request, "", model -> true, model -> inUse.contains(model.id()), OptionalDouble.empty());
  }

  /** Decides, or says by a refusal which constraint no candidate meets. */
  Decision decide(AutoOrder order) {
    return choices.decide(id, order);
  }

  /** What is found of each candidate, also where none can serve. */
  List<Verdict> verdicts(AutoOrder order) {
    return choices.verdicts(id, order);
  }
}
