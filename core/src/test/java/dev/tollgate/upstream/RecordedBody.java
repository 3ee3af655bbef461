package dev.tollgate.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
}
