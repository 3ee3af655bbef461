package dev.tollgate.config;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Turns the text of a config into values: one document, of bounded depth and aliases. */
final class YamlSource {

  private static final int MOST_ALIASES = 50;
  private static final int MOST_CHARACTERS = 2 << 20;

  private final LoadSettings settings =
      LoadSettings.builder()
          .setLabel("config")
          .setSchema(new CoreSchema())
          .setAllowDuplicateKeys(true)
          .setMaxAliasesForCollections(MOST_ALIASES)
          .setCodePointLimit(MOST_CHARACTERS)
          .build();

  private final Substitution substitution;

  YamlSource(Map<String, String> environment) {
    this.substitution = new Substitution(environment);
  }

  /** The document's value; an empty document counts as a mapping without keys. */
  Yaml read(String text, Problems problems) {
    try {
      Optional<Problem> tooDeep = tooDeep(text);
      if (tooDeep.isPresent()) {
        problems.add(Spot.FILE, tooDeep.get().describe());
        return new Yaml.Faulty(Spot.FILE);
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isPresent()
          ? new YamlConversion(substitution, problems).convert(root.get())
          : new Yaml.Members(Spot.FILE, Map.of());
    } catch (MarkedYamlEngineException e) {
      problems.add(Spot.FILE, where(e.getProblemMark()) + what(e));
    } catch (ReaderException e) {
      int line = 1 + (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
      problems.add(Spot.FILE, "line " + line + ": a control character, which YAML does not allow");
    } catch (YamlEngineException e) {
      problems.add(Spot.FILE, "is not YAML: " + e.getMessage());
    }
    return new Yaml.Faulty(Spot.FILE);
  }

  // The parser's events cost no stack, the composer recurses: depth is looked at first.
  private Optional<Problem> tooDeep(String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > YamlConversion.DEEPEST) {
        return Optional.of(
            new Problem("", 0, where(event.getStartMark()) + YamlConversion.TOO_DEEP));
      }
    }
    return Optional.empty();
  }

  private static String where(Optional<Mark> mark) {
    return mark.map(m -> "line " + (m.getLine() + 1) + ", column " + (m.getColumn() + 1) + ": ")
        .orElse("");
  }

  // Not getMessage(): that one quotes the lines around the fault, and a secret may stand there.
  private static String what(MarkedYamlEngineException e) {
    String context = e.getContext();
    String problem = e.getProblem();
    if (context == null || problem == null) {
      return "is not YAML";
    }
    return context.isEmpty() ? problem : context + ", " + problem;
  }
}
