package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Features;
import dev.tollgate.routing.quality.Standard;
import java.util.ArrayList;
import java.util.List;

/** The scales of the shapes, for the linear parts and for the trees. */
record Scale(Standard standard, Bins bins) {

  static Scale of(List<Features> rows) {
    List<float[]> shapes = new ArrayList<>();
    rows.forEach(row -> shapes.add(row.shape()));
    return new Scale(Standards.of(rows), Bins.of(shapes));
  }
}
