package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Features;
import dev.tollgate.routing.quality.QualityModel;
import dev.tollgate.routing.quality.ReferenceTable;
import dev.tollgate.routing.quality.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Learns weights from outcomes: the same rows and recipe give the same weights. */
final class Learner {

  private static final int REFERENCE_ROWS = 256;

  private final Recipe recipe;

  Learner(Recipe recipe) {
    this.recipe = recipe;
  }

  /**
   * Learns from those rows, which come source by source.
   *
   * @param version what the weights are to be called
   */
  Weights learn(List<Outcome> rows, String version) {
    Map<Source, List<Outcome>> split = new TreeMap<>();
    rows.forEach(row -> split.computeIfAbsent(row.source(), none -> new ArrayList<>()).add(row));
    List<Sourced> sources = Sourced.link(split);
    List<Features> features = rows.stream().map(Outcome::features).toList();
    Scale scale = Scale.of(features);
    Common common = Common.fit(features, scale, Targets.common(sources), recipe);
    Heads heads = new Heads(sources.stream().mapToInt(s -> s.field().means().size()).sum());
    int from = 0;
    for (Sourced sourced : sources) {
      int to = from + sourced.rows().size();
      new OneSource(sourced, common.rows(from, to)).learn(recipe, heads);
      from = to;
    }
    Weights bare = heads.weights(version, scale.standard(), common.parts());
    return bare.withReference(reference(bare, rows));
  }

  private static byte[] reference(Weights weights, List<Outcome> rows) {
    QualityModel model = new QualityModel(weights);
    List<String> names = List.copyOf(model.profiles());
    int rowBytes = ReferenceTable.rowBytes(names.size());
    int count = Math.min(REFERENCE_ROWS, rows.size());
    byte[] table = new byte[count * rowBytes];
    for (int i = 0; i < count; i++) {
      Outcome row = rows.get((int) ((long) i * rows.size() / count));
      byte[] stored = ReferenceTable.row(model.assess(row.features()), names);
      System.arraycopy(stored, 0, table, i * rowBytes, rowBytes);
    }
    return table;
  }
}
