package dev.tollgate.structured;

import dev.harrel.jsonschema.EvaluationContext;
import dev.harrel.jsonschema.Evaluator;
import dev.harrel.jsonschema.EvaluatorFactory;
import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.SchemaParsingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The keywords of a draft, each paid for before it is evaluated. */
record CountedEvaluators(EvaluatorFactory draft, Budget budget) implements EvaluatorFactory {

  /** A part may be a schema to apply, which is the dearest thing there is. */
  private static final long STEPS_PER_PART = 4;

  private static final long PATH_PER_LEVEL = 4;
  private static final int LONG_NAME = 64;

  @Override
  public Optional<Evaluator> create(SchemaParsingContext context, String keyword, JsonNode value) {
    // First, because the library leaves out a keyword whose pattern it can't read, and without it
    // another keyword may refuse what is right.
    List<Pattern> patterns = patterns(keyword, value);
    return draft
        .create(context, keyword, value)
        .map(
            evaluator ->
                new Counted(
                    evaluator,
                    TreeNode.sizeOf(value),
                    PATH_PER_LEVEL + value.getJsonPointer().length() / LONG_NAME,
                    patterns,
                    budget));
  }

  private static List<Pattern> patterns(String keyword, JsonNode value) {
    List<Pattern> patterns = new ArrayList<>();
    try {
      if (keyword.equals("pattern") && value.isString()) {
        patterns.add(Pattern.compile(value.asString()));
      } else if (keyword.equals("patternProperties") && value.isObject()) {
        value.asObject().keySet().forEach(name -> patterns.add(Pattern.compile(name)));
      }
    } catch (PatternSyntaxException e) {
      throw new Unjudgeable("a pattern is none of Java's, which are not quite JavaScript's");
    }
    return patterns;
  }

  /**
   * One keyword.
   *
   * @param work how much the keyword walks through beside the value it is applied to
   * @param pathPerLevel what each level above it adds to its path
   * @param patterns those it will search texts for, which is tried here first, where the search can
   *     be broken off
   */
  private record Counted(
      Evaluator keyword, long work, long pathPerLevel, List<Pattern> patterns, Budget budget)
      implements Evaluator {

    @Override
    public Result evaluate(EvaluationContext context, JsonNode node) {
      budget.enter(STEPS_PER_PART * (work + TreeNode.sizeOf(node)), pathPerLevel);
      if (!patterns.isEmpty()) {
        search(node);
      }
      Result result = keyword.evaluate(context, node);
      budget.leave();
      return result;
    }

    private void search(JsonNode node) {
      if (node.isString()) {
        searchIn(node.asString());
      } else if (node.isObject()) {
        node.asObject().keySet().forEach(this::searchIn);
      }
    }

    /** The keyword itself does the same again, without counting. */
    private void searchIn(String text) {
      for (Pattern pattern : patterns) {
        boolean found = pattern.matcher(new CountedText(text, budget)).find();
        budget.spend(found ? 1 : 2);
      }
    }

    @Override
    public int getOrder() {
      return keyword.getOrder();
    }
  }
}
