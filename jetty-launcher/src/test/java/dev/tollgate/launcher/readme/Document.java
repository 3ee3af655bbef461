package dev.tollgate.launcher.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text of the repository, and what can be found in it. */
record Document(Path file, String text) {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

  /** The file of that path below the repository's root. */
  static Document of(String path) throws IOException {
    Path file = ROOT.resolve(path);
    return new Document(file, Files.readString(file));
  }

  /** Every document there is for people. */
  static List<Document> all() throws IOException {
    List<Document> all = new ArrayList<>();
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      for (Path file : Stream.concat(top, docs).toList()) {
        if (file.toString().endsWith(".md")) {
          all.add(new Document(file, Files.readString(file)));
        }
      }
    }
    return all;
  }

  /** The fenced block whose fence says exactly that, without its last line break. */
  String block(String info) {
    int start = text.indexOf("\n```" + info + "\n");
    if (start < 0) {
      throw new AssertionError(file + " has no block " + info);
    }
    int from = start + info.length() + 5;
    return text.substring(from, text.indexOf("\n```\n", from - 1)).stripTrailing();
  }

  /** The part of a Java source that the README shows, without its indentation. */
  String shownPart() {
    String begin = "// The README shows from here.\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.lastIndexOf('\n', text.indexOf("// The README shows to here."));
    return text.substring(from, to).stripTrailing().stripIndent();
  }

  /** The files that it links to, as paths; links elsewhere are left out. */
  List<Path> links() {
    List<Path> links = new ArrayList<>();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      if (!link.group(1).contains("://")) {
        links.add(file.resolveSibling(link.group(1)));
      }
    }
    return links;
  }
}
