package dev.tollgate.samples.routertraining;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.routing.quality.FeatureExtractor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Reads the files of outcomes in a folder. */
final class Outcomes {

  private final FeatureExtractor extractor = new FeatureExtractor();

  /** All rows of those sources, source by source. */
  List<Outcome> readAll(Path folder, Set<Source> sources) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Source source : Source.values()) {
      if (sources.contains(source)) {
        outcomes.addAll(read(folder, source));
      }
    }
    return outcomes;
  }

  /** All rows of that source, in the order of the file. */
  List<Outcome> read(Path folder, Source source) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve(source.file()))),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          outcomes.add(outcome(source, line));
        }
      }
    }
    return outcomes;
  }

  private Outcome outcome(Source source, String line) throws IOException {
    Json.Obj row = object(source, line);
    String prompt = string(row, "prompt");
    return new Outcome(
        string(row, "id"),
        source,
        string(row, "domain"),
        string(row, "split").equals("dev"),
        string(row, "group"),
        prompt,
        numbers(row, "models"),
        numbers(row, "out_chars"),
        extractor.extract(ChatRequest.of(null, prompt)));
  }

  private static Json.Obj object(Source source, String line) throws IOException {
    try {
      if (StrictJson.read(line) instanceof Json.Obj row) {
        return row;
      }
    } catch (MalformedJson e) {
      throw new IOException("a line of " + source.file() + " is no JSON: " + e.getMessage(), e);
    }
    throw new IOException("a line of " + source.file() + " is no object");
  }

  private static String string(Json.Obj row, String name) throws IOException {
    if (row.get(name) instanceof Json.Str text) {
      return text.value();
    }
    throw new IOException("a row has no string '" + name + "'");
  }

  private static Map<String, Double> numbers(Json.Obj row, String name) {
    Map<String, Double> numbers = new TreeMap<>();
    if (row.get(name) instanceof Json.Obj members) {
      members
          .members()
          .forEach(
              (key, value) -> {
                if (value instanceof Json.Num number) {
                  numbers.put(key, Double.parseDouble(number.text()));
                }
              });
    }
    return numbers;
  }
}
