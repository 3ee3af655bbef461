package dev.tollgate.routing.auto;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Model;
import dev.tollgate.pricing.Price;
import dev.tollgate.routing.quality.Assessment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Picks the model that one auto model stands for: of those that can do what is asked, the one whose
 * predicted quality, less what its expected cost weighs at that place of the dial, is highest.
 * Thread-safe.
 *
 * <p>With a higher dial the cost weighs less, never more, and then the choice for the same request
 * never costs less: if the cheaper of two won at the lighter weight, it would have won at the
 * heavier one.
 */
public final class AutoChoice {

  /** The prompt that the reference assessments are taken to have, in tokens. */
  private static final long REFERENCE_PROMPT_TOKENS = 256;

  /**
   * How many times the typical cost a request may cost before a dollar weighs less, so that the
   * dial still says something where a conversation is long.
   */
  private static final double USUAL_COSTS = 4;

  private static final double NANOS_PER_MILLION_DOLLARS = 1e15;

  private static final Comparator<Verdict> BY_SCORE =
      Comparator.comparingDouble(Verdict::score)
          .reversed()
          .thenComparingDouble(Verdict::dollars)
          .thenComparing(Comparator.comparingDouble(Verdict::quality).reversed());

  private final AutoModel auto;
  private final Forecast forecast;
  private final List<String> profiles;
  private final DialCurve curve;
  private final Memory memory;

  /**
   * What was learned since the start; shared by all auto models of a process.
   *
   * @param conversations who they are with
   * @param feedback what their outcomes say, or nothing where it is off
   * @param nanoClock as {@link System#nanoTime}
   */
  record Memory(Conversations conversations, Optional<Feedback> feedback, LongSupplier nanoClock) {}

  /**
   * A choice for that auto model; it finds out here what the places of its dial mean.
   *
   * @throws UnknownProfile when a candidate names a quality profile that there is not
   */
  AutoChoice(AutoModel auto, Forecast forecast, Memory memory) {
    this.auto = auto;
    this.forecast = forecast;
    this.memory = memory;
    this.profiles = auto.candidates().stream().map(forecast::profileOf).toList();
    this.curve = calibrated(forecast.reference());
  }

  private DialCurve calibrated(List<Assessment> reference) {
    List<double[]> quality = new ArrayList<>();
    List<double[]> cost = new ArrayList<>();
    for (Assessment assessment : reference) {
      quality.add(profiles.stream().mapToDouble(assessment::quality).toArray());
      double[] dollars = new double[profiles.size()];
      for (int i = 0; i < dollars.length; i++) {
        dollars[i] = dollars(i, REFERENCE_PROMPT_TOKENS, assessment, Long.MAX_VALUE);
      }
      cost.add(dollars);
    }
    return DialCurve.of(quality, cost);
  }

  /** What is found of each candidate, also where none can serve. */
  List<Verdict> verdicts(AutoOrder order) {
    return find(order).verdicts();
  }

  /**
   * Decides.
   *
   * @throws dev.tollgate.refusal.Refusal that says which constraint no candidate meets
   */
  Decision decide(AutoOrder order) {
    long began = memory.nanoClock().getAsLong();
    Found found = find(order);
    List<Model> ranking = ranking(found.verdicts());
    if (ranking.isEmpty()) {
      throw NoCandidate.refusal(
          auto.id(), found.verdicts().stream().map(Verdict::against).toList());
    }
    Conversations.Turn turn = Conversations.turn(auto.id(), order.asker(), order.request());
    Optional<Model> before = memory.conversations().model(turn).filter(ranking::remove);
    before.ifPresent(model -> ranking.add(0, model));
    return new Decision(
        auto.id(),
        found.dial(),
        found.weight(),
        found.needs().promptTokens(),
        Shape.of(found.needs()),
        turn.id(),
        before.isPresent(),
        found.verdicts(),
        ranking,
        Duration.ofNanos(memory.nanoClock().getAsLong() - began));
  }

  private static List<Model> ranking(List<Verdict> verdicts) {
    List<Verdict> able = new ArrayList<>(verdicts);
    able.removeIf(verdict -> !verdict.isAble());
    able.sort(BY_SCORE);
    List<Model> ranking = new ArrayList<>(able.size());
    able.forEach(verdict -> ranking.add(verdict.model()));
    return ranking;
  }

  /** That model answers what was decided, and the conversation stays with it. */
  void answered(Decision decision, Model model) {
    memory.conversations().stay(decision.conversation(), model);
  }

  /** Everything but the choice. */
  private record Found(Needs needs, double dial, double weight, List<Verdict> verdicts) {}

  private Found find(AutoOrder order) {
    Needs needs = Needs.of(order.request(), PromptEstimate.of(order.request()));
    double dial = order.dial().orElse(auto.quality().doubleValue());
    Assessment assessment = forecast.assess(order.request());
    double[] dollars = dollars(needs, assessment);
    double weight = curve.weight(dial) * discount(dollars);
    return new Found(
        needs,
        dial,
        weight,
        scored(assessment, dollars, weight, Shape.of(needs), against(needs, order)));
  }

  private List<EnumSet<Constraint>> against(Needs needs, AutoOrder order) {
    List<Model> candidates = auto.candidates();
    List<EnumSet<Constraint>> against = new ArrayList<>(candidates.size());
    for (Model candidate : candidates) {
      EnumSet<Constraint> unmet = needs.unmetBy(candidate);
      if (!order.allowed().test(candidate)) {
        unmet.add(Constraint.KEY_MODELS);
      }
      against.add(unmet);
    }
    ruleOutUnhealthy(against, order.inUse());
    return against;
  }

  /** Where all that can serve are out, the plan tries one all the same. */
  private void ruleOutUnhealthy(List<EnumSet<Constraint>> against, Predicate<Model> inUse) {
    List<EnumSet<Constraint>> out = new ArrayList<>();
    boolean someInUse = false;
    for (int i = 0; i < against.size(); i++) {
      if (against.get(i).isEmpty()) {
        if (inUse.test(auto.candidates().get(i))) {
          someInUse = true;
        } else {
          out.add(against.get(i));
        }
      }
    }
    if (someInUse) {
      out.forEach(unmet -> unmet.add(Constraint.UPSTREAM_HEALTH));
    }
  }

  private double[] dollars(Needs needs, Assessment assessment) {
    long cap = needs.asked() == null ? Long.MAX_VALUE : needs.asked();
    double[] dollars = new double[profiles.size()];
    for (int i = 0; i < dollars.length; i++) {
      dollars[i] = dollars(i, needs.promptTokens(), assessment, cap);
    }
    return dollars;
  }

  private double discount(double[] dollars) {
    double sum = 0;
    for (double d : dollars) {
      sum += d;
    }
    double usual = USUAL_COSTS * curve.typicalCost() * dollars.length;
    return sum > usual ? usual / sum : 1;
  }

  private List<Verdict> scored(
      Assessment assessment,
      double[] dollars,
      double weight,
      Shape shape,
      List<EnumSet<Constraint>> against) {
    List<Verdict> verdicts = new ArrayList<>(dollars.length);
    for (int i = 0; i < dollars.length; i++) {
      Model model = auto.candidates().get(i);
      double quality = assessment.quality(profiles.get(i));
      double offset = offset(model, shape);
      double score =
          weight == DialCurve.CHEAPEST
              ? -dollars[i]
              : Math.max(0, quality + offset) - weight * dollars[i];
      verdicts.add(new Verdict(model, against.get(i), quality, offset, dollars[i], score));
    }
    return verdicts;
  }

  private double offset(Model model, Shape shape) {
    Feedback feedback = memory.feedback().orElse(null);
    return feedback == null ? 0 : feedback.offset(model.id(), shape);
  }

  private double dollars(int candidate, long promptTokens, Assessment assessment, long cap) {
    Model model = auto.candidates().get(candidate);
    double most = (double) Math.min(cap, model.maxOutputTokens());
    double output = Math.min(assessment.outputTokens(profiles.get(candidate)), most);
    Price price = model.price();
    return (promptTokens * (double) price.input().nanos() + output * price.output().nanos())
        / NANOS_PER_MILLION_DOLLARS;
  }
}
