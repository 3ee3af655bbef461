package dev.tollgate.launcher.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.config.ConfigOutcome;
import dev.tollgate.config.ConfigReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md against the reader of the config. */
class ConfigurationDocumentTest {

  private static final Pattern ROW = Pattern.compile("\\| `([a-z\\[\\].-]+)` \\| ([^|]+) \\|.*");
  private static final Pattern DEFAULT = Pattern.compile("`([^`]+)`.*");
  private static final Pattern KNOWN = Pattern.compile("must be a group of keys: (.*)");

  /** The groups of the file, each with a file in which something else stands in its place. */
  private static final Map<String, String> GROUPS =
      Map.of(
          "", "1",
          "server.", "server: 1",
          "storage.", "storage: 1",
          "admin.", "admin: 1",
          "keys.", "keys: 1",
          "limits.", "limits: 1",
          "idempotency.", "idempotency: 1",
          "auto-routing.", "auto-routing: 1",
          "upstreams[].", "upstreams: [1]",
          "models[].", "models: [1]");

  private static final Map<String, String> GROUPS_OF_A_MODEL =
      Map.of(
          "models[].price.", "models: [{id: a, price: 1, routes: [{upstream: b, model: c}]}]",
          "models[].routes[].", "models: [{id: a, price: {input: 1, output: 1}, routes: [1]}]",
          "models[].auto.", "models: [{id: a, auto: 1}]");

  @Test
  void everyKeyOfTheReaderIsDescribedAndNoOther() throws IOException {
    Map<String, String> groups = new LinkedHashMap<>(GROUPS);
    groups.putAll(GROUPS_OF_A_MODEL);
    List<String> known = new ArrayList<>();
    groups.forEach(
        (prefix, yaml) -> {
          for (String key : knownKeys(prefix, yaml)) {
            String path = prefix + key;
            if (!groups.containsKey(path + ".") && !groups.containsKey(path + "[].")) {
              known.add(path);
            }
          }
        });

    assertThat(described().keySet()).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void describedDefaultsAreThoseOfTheReader() throws IOException {
    String bare = file(Map.of());
    Map<String, String> defaults = new LinkedHashMap<>();
    described()
        .forEach(
            (path, text) -> {
              Matcher value = DEFAULT.matcher(text);
              if (value.matches() && !path.startsWith("models[].auto")) {
                defaults.put(path, value.group(1));
              }
            });

    assertThat(defaults).hasSizeGreaterThan(20);
    defaults.forEach(
        (path, value) ->
            assertThat(DocumentsTest.read(file(Map.of(path, value)), Map.of()))
                .as(path + ": " + value)
                .isEqualTo(DocumentsTest.read(bare, Map.of())));
  }

  /** A sound file with those values in it. */
  private static String file(Map<String, String> values) {
    StringBuilder top = new StringBuilder();
    StringBuilder upstream = new StringBuilder("{id: a, base-url: 'http://localhost/v1'");
    StringBuilder model = new StringBuilder("{id: m, price: {input: 1, output: 2}");
    StringBuilder route = new StringBuilder("{upstream: a, model: b");
    values.forEach(
        (path, value) -> {
          String member = ", " + path.replaceFirst(".*]\\.", "") + ": '" + value + "'";
          if (path.startsWith("upstreams[].")) {
            upstream.append(member);
          } else if (path.startsWith("models[].routes[].")) {
            route.append(member);
          } else if (path.startsWith("models[].")) {
            model.append(member);
          } else {
            String[] parts = path.split("\\.", 2);
            top.append("%s: {%s: '%s'}%n".formatted(parts[0], parts[1], value));
          }
        });
    return top
        + ("upstreams: [" + upstream + "}]\n")
        + ("models: [" + model + ", routes: [" + route + "}]}]\n");
  }

  private static List<String> knownKeys(String prefix, String yaml) {
    String path = prefix.replace("[]", "[0]").replaceFirst("\\.$", "");
    if (new ConfigReader(Map.of()).readText(yaml) instanceof ConfigOutcome.Invalid invalid) {
      for (var problem : invalid.problems()) {
        Matcher known = KNOWN.matcher(problem.message());
        if (problem.path().equals(path) && known.matches()) {
          return List.of(known.group(1).split(", "));
        }
      }
    }
    throw new AssertionError("the reader does not say what it knows at " + path);
  }

  private static Map<String, String> described() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    for (String line : Document.of("docs/configuration.md").text().lines().toList()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(rows.put(row.group(1), row.group(2))).as(line).isNull();
      }
    }
    return rows;
  }
}
