package dev.tollgate.routing.auto;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.catalog.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The choices of all auto models of a catalog, and what they remember; thread-safe. */
public final class AutoChoices {

  private final Map<String, AutoChoice> byId;
  private final Optional<Feedback> feedback;

  private AutoChoices(Map<String, AutoChoice> byId, Optional<Feedback> feedback) {
    this.byId = Map.copyOf(byId);
    this.feedback = feedback;
  }

  /**
   * Choices that begin with no memory.
   *
   * @param forecast gives what is predicted; asked once, and only where there is an auto model
   * @param feedback what outcomes are told to, or nothing for choices that do not learn from them
   * @param nanoClock as {@link System#nanoTime}; thread-safe
   * @throws UnknownProfile when a candidate names a quality profile that there is not
   */
  public static AutoChoices of(
      Catalog catalog,
      Supplier<Forecast> forecast,
      Optional<Feedback> feedback,
      LongSupplier nanoClock) {
    List<AutoModel> models = new ArrayList<>();
    for (CatalogEntry entry : catalog.entries()) {
      if (entry instanceof AutoModel auto) {
        models.add(auto);
      }
    }
    if (models.isEmpty()) {
      return new AutoChoices(Map.of(), feedback);
    }
    Forecast predicted = forecast.get();
    AutoChoice.Memory memory =
        new AutoChoice.Memory(new Conversations(nanoClock), feedback, nanoClock);
    Map<String, AutoChoice> byId = new LinkedHashMap<>();
    for (AutoModel auto : models) {
      byId.put(auto.id(), new AutoChoice(auto, predicted, memory));
    }
    return new AutoChoices(byId, feedback);
  }

  /**
   * Decides for that auto model.
   *
   * @throws dev.tollgate.refusal.Refusal that says which constraint no candidate meets
   * @throws IllegalArgumentException when the catalog has no such auto model
   */
  public Decision decide(String autoModel, AutoOrder order) {
    return choice(autoModel).decide(order);
  }

  /**
   * Takes who answers a request that was decided here: its conversation stays with that model,
   * which is the next best one where the chosen one could not.
   *
   * @param model one of the decision's ranking
   */
  public void answered(Decision decision, Model model) {
    choice(decision.autoModel()).answered(decision, model);
  }

  /**
   * What is found of each of that auto model's candidates, also where none can serve.
   *
   * @throws IllegalArgumentException when the catalog has no such auto model
   */
  public List<Verdict> verdicts(String autoModel, AutoOrder order) {
    return choice(autoModel).verdicts(order);
  }

  private AutoChoice choice(String autoModel) {
    AutoChoice choice = byId.get(autoModel);
    if (choice == null) {
      throw new IllegalArgumentException("no auto model " + autoModel);
    }
    return choice;
  }

  /** What outcomes are told to. */
  public Optional<Feedback> feedback() {
    return feedback;
  }
}
