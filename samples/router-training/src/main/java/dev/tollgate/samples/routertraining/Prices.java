package dev.tollgate.samples.routertraining;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the models of a pool cost.
 *
 * @param pool the models
 * @param dollars by model, for a million tokens of input and of output
 */
record Prices(List<String> pool, Map<String, double[]> dollars) {

  private static final double CHARS = 4 * 1e6;

  static Prices read(Path folder, String pool) throws IOException {
    try {
      Json.Obj all = (Json.Obj) StrictJson.read(Files.readAllBytes(folder.resolve("prices.json")));
      List<String> models = new ArrayList<>();
      for (Json model : ((Json.Arr) member((Json.Obj) member(all, "pools"), pool)).items()) {
        models.add(((Json.Str) model).value());
      }
      Map<String, double[]> dollars = new TreeMap<>();
      ((Json.Obj) member(all, "prices"))
          .members()
          .forEach((model, pair) -> dollars.put(model, pair((Json.Arr) pair)));
      return new Prices(models, dollars);
    } catch (MalformedJson e) {
      throw new IOException("prices.json is no JSON: " + e.getMessage(), e);
    }
  }

  /** Dollars for a call with so many characters in and out. */
  double cost(String model, double charsIn, double charsOut) {
    double[] price = dollars.get(model);
    if (price == null) {
      throw new IllegalArgumentException("no price of " + model);
    }
    return (charsIn * price[0] + charsOut * price[1]) / CHARS;
  }

  private static Json member(Json.Obj object, String name) throws IOException {
    Json member = object.get(name);
    if (member == null) {
      throw new IOException("prices.json has no '" + name + "'");
    }
    return member;
  }

  private static double[] pair(Json.Arr pair) {
    return pair.items().stream()
        .mapToDouble(n -> Double.parseDouble(((Json.Num) n).text()))
        .toArray();
  }
}
