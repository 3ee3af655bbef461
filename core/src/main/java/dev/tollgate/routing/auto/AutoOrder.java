package dev.tollgate.routing.auto;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * What is to be decided.
 *
 * @param asker whose conversation it is; those of different askers never meet
 * @param allowed the models that the asker may be served by
 * @param inUse the models that have a route which is not out
 * @param dial the place of the dial, 0 to 1, where the asker has one of his own
 */
public record AutoOrder(
    ChatRequest request,
    String asker,
    Predicate<Model> allowed,
    Predicate<Model> inUse,
    OptionalDouble dial) {

  /** The same with the dial there. */
  public AutoOrder withDial(BigDecimal place) {
    return new AutoOrder(request, asker, allowed, inUse, OptionalDouble.of(place.doubleValue()));
  }

  /** An order of nobody in particular, who may use every model, while all are in use. */
  public static AutoOrder of(ChatRequest request) {
    return new AutoOrder(request, "", model -> true, model -> true, OptionalDouble.empty());
  }
}
