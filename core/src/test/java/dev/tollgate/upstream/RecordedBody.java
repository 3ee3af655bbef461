package dev.tollgate.upstream;

import dev.tollgate.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bodies recorded from the providers' public documentation. Each is a file below this package whose
 * first lines, behind a number sign, say where it comes from.
 */
public final class RecordedBody {

  private RecordedBody() {}

  /** The body of that file, as {@code anthropic/hello-answer}. */
  public static String of(String name) throws IOException {
    try (InputStream in = RecordedBody.class.getResourceAsStream(name + ".txt")) {
      if (in == null) {
        throw new AssertionError("no recorded body " + name);
      }
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      List<String> source = lines.stream().takeWhile(line -> line.startsWith("#")).toList();
      if (source.stream().noneMatch(line -> line.contains("https://"))) {
        throw new AssertionError(name + " does not say where it comes from");
      }
      return String.join("\n", lines.subList(source.size(), lines.size())) + "\n";
    }
  }

  /** The value without the members that a recorded one does not have. */
  public static Json common(Json value, Json pattern) {
    if (value instanceof Json.Obj object && pattern instanceof Json.Obj wanted) {
      Map<String, Json> members = new LinkedHashMap<>();
      wanted
          .members()
          .forEach(
              (name, part) -> {
                Json own = object.get(name);
                if (own != null) {
                  members.put(name, common(own, part));
                }
              });
      return new Json.Obj(members);
    }
    if (value instanceof Json.Arr array
        && pattern instanceof Json.Arr wanted
        && array.items().size() == wanted.items().size()) {
      List<Json> items = new ArrayList<>();
      for (int i = 0; i < array.items().size(); i++) {
        items.add(common(array.items().get(i), wanted.items().get(i)));
      }
      return new Json.Arr(items);
    }
    return value;
  }
}
