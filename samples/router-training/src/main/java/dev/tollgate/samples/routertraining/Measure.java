package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.QualityModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The table of variants. */
@Command(
    name = "measure",
    description = "Measure variants on rows they have not learned from, as a Markdown table.",
    mixinStandardHelpOptions = true)
final class Measure implements Callable<Integer> {

  private static final String BENCH_WEAK = "mistralai/mixtral-8x7b-chat";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--data", required = true, description = "The folder of the outcomes.")
  private Path data = Path.of("");

  @Option(
      names = "--variant",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; all of them by default.")
  private Set<Variant> variants = EnumSet.allOf(Variant.class);

  @Override
  public Integer call() throws Exception {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs this");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Outcome> rows = new Outcomes().readAll(data, Recipe.LICENSED);
    List<Outcome> bench = new Outcomes().read(data, Source.ROUTERBENCH);
    Prices api = Prices.read(data, "api");
    out.println(
        "| variant | APGR | CPT50 | CPT80 | APGR dev | AIQ api | AIQ api dev"
            + " | APGR, domains left out | AIQ api, domains left out | APGR RouterBench |");
    out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    PairCurve length = Figures.length(rows, Figures.WEAK);
    PairCurve dev = Figures.length(rows.stream().filter(Outcome::dev).toList(), Figures.WEAK);
    out.printf(
        "| prompt length alone | %.3f | %.1f | %.1f | %.3f | - | - | %.3f | - | %.3f |%n",
        length.apgr(),
        length.cpt50(),
        length.cpt80(),
        dev.apgr(),
        length.apgr(),
        Figures.length(bench, BENCH_WEAK).apgr());
    out.flush();
    for (Variant variant : variants) {
      Recipe recipe = variant.recipe();
      Predictions groups = Predictions.across(rows, Split.GROUPS, recipe);
      Predictions domains = Predictions.across(rows, Split.DOMAINS, recipe);
      Predictions unseen = Predictions.by(whole(rows, recipe), bench);
      PairCurve pair = Figures.pair(groups, row -> true);
      out.printf(
          "| %s | %.3f | %.1f | %.1f | %.3f | %s | %s | %.3f | %s | %.3f |%n",
          variant.title(),
          pair.apgr(),
          pair.cpt50(),
          pair.cpt80(),
          Figures.pair(groups, Outcome::dev).apgr(),
          aiq(recipe, () -> Figures.pool(groups, api, row -> true)),
          aiq(recipe, () -> Figures.pool(groups, api, Outcome::dev)),
          Figures.pair(domains, row -> true).apgr(),
          aiq(recipe, () -> Figures.pool(domains, api, row -> true)),
          Figures.bench(unseen, row -> true).apgr());
      out.flush();
    }
    return 0;
  }

  private static QualityModel whole(List<Outcome> rows, Recipe recipe) {
    List<Outcome> learned =
        rows.stream().filter(row -> recipe.sources().contains(row.source())).toList();
    return new QualityModel(new Learner(recipe).learn(learned, "measured"));
  }

  /** Without mmlu_pro nothing is known of the pool's models. */
  private static String aiq(Recipe recipe, Supplier<PoolCurve> curve) {
    return recipe.sources().contains(Source.PRO)
        ? String.format(Locale.ROOT, "%.3f", curve.get().aiq())
        : "-";
  }
}
