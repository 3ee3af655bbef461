package dev.tollgate.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns the parser's nodes into values: fills in the environment, follows aliases and merges, and
 * refuses duplicate keys and tags. Used once.
 */
final class YamlConversion {

  static final int DEEPEST = 32;
  static final String TOO_DEEP = "nested deeper than 32 levels";

  private static final int MOST_VALUES = 50_000;
  private static final String MERGE = "<<";
  private static final String IGNORED_PREFIX = "x-";

  private final Substitution substitution;
  private final Problems problems;
  private int values;

  YamlConversion(Substitution substitution, Problems problems) {
    this.substitution = substitution;
    this.problems = problems;
  }

  Yaml convert(Node root) {
    return convert(root, Spot.FILE, 0);
  }

  // Aliases share nodes: a few lines can stand for billions of values, or contain themselves. So
  // both depth and number are counted here, where they are walked.
  private Yaml convert(Node node, Spot spot, int depth) {
    if (depth > DEEPEST) {
      return faulty(spot, TOO_DEEP);
    }
    if (++values > MOST_VALUES) {
      if (values == MOST_VALUES + 1) {
        problems.add(spot, "more than 50000 values, its aliases included");
      }
      return new Yaml.Faulty(spot);
    }
    // The parser marks plain values that start with a dollar and a brace with a tag of its own.
    if (!node.getTag().getValue().startsWith(Tag.PREFIX) && !node.getTag().equals(Tag.ENV_TAG)) {
      return faulty(spot, "has a YAML tag; tags mean nothing here");
    }
    if (node instanceof ScalarNode scalar) {
      return text(scalar, spot);
    }
    if (node instanceof SequenceNode sequence) {
      return items(sequence, spot, depth);
    }
    if (node instanceof MappingNode mapping) {
      Map<String, Yaml> members = new LinkedHashMap<>();
      members(mapping, spot, depth, members);
      return new Yaml.Members(spot, members);
    }
    throw new IllegalStateException("a kind of node that no parser makes: " + node.getNodeType());
  }

  private Yaml text(ScalarNode scalar, Spot spot) {
    if (scalar.getTag().equals(Tag.NULL)) {
      return new Yaml.Absent(spot);
    }
    Substitution.Outcome outcome = substitution.fill(scalar.getValue());
    if (outcome instanceof Substitution.Outcome.Failed failed) {
      return faulty(spot, failed.message());
    }
    Substitution.Outcome.Filled filled = (Substitution.Outcome.Filled) outcome;
    return new Yaml.Text(spot, filled.value(), !filled.changed());
  }

  private Yaml items(SequenceNode sequence, Spot spot, int depth) {
    List<Yaml> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(convert(item, spot.item(items.size(), line(item)), depth + 1));
    }
    return new Yaml.Items(spot, items);
  }

  private void members(MappingNode mapping, Spot spot, int depth, Map<String, Yaml> members) {
    Map<String, Integer> written = new LinkedHashMap<>();
    List<NodeTuple> merges = new ArrayList<>();
    for (NodeTuple entry : mapping.getValue()) {
      int line = line(entry.getKeyNode());
      if (!(entry.getKeyNode() instanceof ScalarNode scalar)) {
        problems.add(new Spot(spot.path(), line), "a key must be plain text");
        continue;
      }
      String key = scalar.getValue();
      if (scalar.isPlain() && key.equals(MERGE)) {
        merges.add(entry);
        continue;
      }
      Spot place = spot.member(key, line);
      Integer first = written.putIfAbsent(key, line);
      if (first != null) {
        problems.add(place, "is given twice, first in line " + first);
      } else if (depth > 0 || !key.startsWith(IGNORED_PREFIX)) {
        members.computeIfAbsent(key, k -> convert(entry.getValueNode(), place, depth + 1));
      }
    }
    for (NodeTuple merge : merges) {
      merge(merge, spot, depth, members);
    }
  }

  // What a mapping says itself wins over what it merges, and an earlier merge over a later one.
  private void merge(NodeTuple entry, Spot spot, int depth, Map<String, Yaml> members) {
    Spot place = spot.member(MERGE, line(entry.getKeyNode()));
    Node value = entry.getValueNode();
    List<Node> sources = value instanceof SequenceNode list ? list.getValue() : List.of(value);
    for (Node source : sources) {
      if (!(source instanceof MappingNode mapping)) {
        problems.add(place, "must be an alias of a group of keys, or a list of such aliases");
      } else if (depth >= DEEPEST || ++values > MOST_VALUES) {
        problems.add(place, TOO_DEEP);
      } else {
        members(mapping, spot, depth + 1, members);
      }
    }
  }

  private Yaml faulty(Spot spot, String message) {
    problems.add(spot, message);
    return new Yaml.Faulty(spot);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
