package dev.tollgate.routing;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyModels;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A request to be planned, and what of its sender matters to that.
 *
 * @param asker whose conversation it is; those of different askers are kept apart
 * @param models the ids that the asker may use, empty for all: an auto model that is named with all
 *     its candidates, one that is not with those that are
 * @param dial the place of the dial of auto models, 0 to 1, where the asker has one of his own
 */
public record RouteOrder(
    ChatRequest request, String asker, Set<String> models, OptionalDouble dial) {

  public RouteOrder {
    models = Set.copyOf(models);
    if (dial.isPresent() && !(dial.getAsDouble() >= 0 && dial.getAsDouble() <= 1)) {
      throw new IllegalArgumentException("the dial goes from 0 to 1: " + dial.getAsDouble());
    }
  }

  /** A request of that caller, with what his key says of models. */
  public static RouteOrder of(Caller caller, ChatRequest request) {
    KeyModels models = caller.limits().models();
    return new RouteOrder(
        request,
        caller.account().value() + '/' + caller.keyId(),
        Set.copyOf(models.only()),
        models.dial().stream().mapToDouble(BigDecimal::doubleValue).findFirst());
  }

  /** The same with the dial there. */
  public RouteOrder withDial(double other) {
    return new RouteOrder(request, asker, models, OptionalDouble.of(other));
  }

  /** A request of nobody in particular, who may use every model. */
  public static RouteOrder of(ChatRequest request) {
    return new RouteOrder(request, "", Set.of(), OptionalDouble.empty());
  }
}
