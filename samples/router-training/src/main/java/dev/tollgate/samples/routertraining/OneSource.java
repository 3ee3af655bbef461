package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Profile;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns the heads of one source's models.
 *
 * @param common by output and row, what the common parts say
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: columns of numbers.
record OneSource(Sourced sourced, double[][] common) {

  void learn(Recipe recipe, Heads heads) {
    List<Outcome> rows = sourced.rows();
    Field field = sourced.field();
    List<String> models = List.copyOf(field.means().keySet());
    Own own = new Own(rows, models);
    double[][] left = new double[models.size()][rows.size()];
    double[][] weights = new double[models.size()][rows.size()];
    Lengths lengths = Lengths.of(rows, models, common[2]);
    List<Tree> lengthTrees =
        lengths.known()
            ? own.trees(lengths.left(), lengths.weights(), recipe.ownBoosting(), models)
            : List.of();
    double[][] lengthsSaid = own.said(lengthTrees);
    List<Profile> profiles = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      String model = models.get(i);
      Loading loading = Loading.of(model, sourced);
      double level = field.mean(model) + loading.lift() * sourced.offset();
      double tokens = lengths.means()[i] + lengths.correction(i, lengthsSaid);
      profiles.add(
          new Profile(
              model,
              (float) level,
              (float) loading.lift(),
              (float) loading.slope(),
              (float) tokens,
              own.covered(),
              -1));
      for (int row = 0; row < rows.size(); row++) {
        if (rows.get(row).quality().containsKey(model)) {
          weights[i][row] = 1;
          left[i][row] = loading.own(model, rows.get(row), field);
        }
      }
    }
    // What two models do is told by the ease and the gap without a rest.
    List<Tree> trees =
        models.size() == 2
            ? List.of()
            : own.trees(left, weights, recipe.ownBoosting(), field.strong());
    trees.forEach(tree -> tree.times(recipe.ownShare()));
    heads.add(profiles, trees, lengthTrees);
  }
}
