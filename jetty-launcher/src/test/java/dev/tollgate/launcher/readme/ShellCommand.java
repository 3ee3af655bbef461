package dev.tollgate.launcher.readme;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command as a shell would see it: the little of a shell's language that documents use. Nothing
 * else is known, and what is not known fails.
 */
record ShellCommand(List<String> words) {

  ShellCommand {
    words = List.copyOf(words);
  }

  /** The commands of a block, one after the other, before their variables have values. */
  static List<String> lines(String block) {
    List<String> lines = new ArrayList<>();
    for (String line : block.replace("\\\n", " ").lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(line.strip());
      }
    }
    return lines;
  }

  /** One line, with quotes taken off and variables filled in. */
  static ShellCommand parse(String line, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && c == '#' && !inWord) {
        break;
      }
      if (quote == 0 && c == ' ') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (c == '$' && quote != '\'') {
        int end = i + 1;
        while (end < line.length() && isOfName(line.charAt(end))) {
          end++;
        }
        String name = line.substring(i + 1, end);
        String value = variables.get(name);
        if (value == null) {
          throw new AssertionError("no variable " + name + " for: " + line);
        }
        word.append(value);
        inWord = true;
        i = end - 1;
      } else {
        if (quote == 0 && "|&;<>()`\\*?".indexOf(c) >= 0) {
          throw new AssertionError("a test can't run this as a shell would: " + line);
        }
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return new ShellCommand(words);
  }

  private static boolean isOfName(char c) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  String name() {
    return words.get(0);
  }

  List<String> arguments() {
    return words.subList(1, words.size());
  }
}
