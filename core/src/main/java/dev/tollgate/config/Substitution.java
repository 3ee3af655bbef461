package dev.tollgate.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${file:/path}} in one value. Two
 * dollar signs before a brace stand for one of them and the brace.
 *
 * <p>It runs on values after the YAML is parsed, so nothing from outside can add a key.
 */
final class Substitution {

  private static final int LARGEST_FILE = 64 * 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String FILE = "file:";
  private static final String FORMS =
      "${…} must be one of ${NAME}, ${NAME:-default} and ${file:/path}";

  private final Map<String, String> environment;

  Substitution(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The value with everything filled in, or what is wrong with it. */
  sealed interface Outcome {

    /** Filled in; changed when something came from outside. */
    record Filled(String value, boolean changed) implements Outcome {}

    /** Cannot be filled in. */
    record Failed(String message) implements Outcome {}
  }

  Outcome fill(String text) {
    StringBuilder filled = new StringBuilder();
    boolean changed = false;
    int at = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
      if (open > at && text.charAt(open - 1) == '$') {
        filled.append(text, at, open - 1).append("${");
        at = open + 2;
        continue;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        return new Outcome.Failed(FORMS + ": its } is missing");
      }
      Outcome part = resolve(text.substring(open + 2, close));
      if (!(part instanceof Outcome.Filled value)) {
        return part;
      }
      filled.append(text, at, open).append(value.value());
      changed = true;
      at = close + 1;
    }
    return new Outcome.Filled(filled.append(text, at, text.length()).toString(), changed);
  }

  private Outcome resolve(String expression) {
    if (expression.startsWith(FILE)) {
      return contents(expression.substring(FILE.length()));
    }
    int split = expression.indexOf(":-");
    String name = split < 0 ? expression : expression.substring(0, split);
    String fallback = split < 0 ? null : expression.substring(split + 2);
    if (!NAME.matcher(name).matches() || (fallback != null && fallback.contains("${"))) {
      return new Outcome.Failed(FORMS);
    }
    return variable(name, fallback);
  }

  // As in a shell: with a default, an empty variable counts as a missing one.
  private Outcome variable(String name, @Nullable String fallback) {
    String value = environment.get(name);
    if (fallback != null) {
      return new Outcome.Filled(value == null || value.isEmpty() ? fallback : value, true);
    }
    return value == null
        ? new Outcome.Failed("the environment variable " + name + " is not set")
        : new Outcome.Filled(value, true);
  }

  private static Outcome contents(String name) {
    try {
      Path path = Path.of(name);
      if (!path.isAbsolute()) {
        return new Outcome.Failed("${file:…} needs an absolute path");
      }
      // Only regular files: reading a pipe or a terminal could wait for ever.
      if (!Files.isRegularFile(path)) {
        return new Outcome.Failed("there is no file " + name);
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(path)) {
        bytes = in.readNBytes(LARGEST_FILE + 1);
      }
      if (bytes.length > LARGEST_FILE) {
        return new Outcome.Failed("the file " + name + " is larger than 64KiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Outcome.Filled(withoutLastLineBreak(text), true);
    } catch (InvalidPathException e) {
      return new Outcome.Failed("${file:…} needs an absolute path");
    } catch (CharacterCodingException e) {
      return new Outcome.Failed("the file " + name + " is not UTF-8");
    } catch (IOException e) {
      return new Outcome.Failed("the file " + name + " cannot be read");
    }
  }

  // Editors and `echo` end a file with a line break that is no part of the secret.
  private static String withoutLastLineBreak(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
