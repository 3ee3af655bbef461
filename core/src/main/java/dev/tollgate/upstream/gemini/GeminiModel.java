package dev.tollgate.upstream.gemini;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model takes, by its name: how much it thinks is a level to the newer ones and a budget of
 * tokens to those before.
 */
enum GeminiModel {
  /** Does not think. */
  PLAIN(0, 0),
  /** Thinks for a number of tokens, or not at all. */
  BUDGETED(1, 24_576),
  /** The same, smaller. */
  BUDGETED_LITE(512, 24_576),
  /** Thinks for a number of tokens, and always. */
  BUDGETED_PRO(128, 32_768),
  /** Thinks at a level. */
  LEVELLED(0, 0),
  /** The same, without the least of the levels. */
  LEVELLED_PRO(0, 0);

  private static final Pattern VERSION = Pattern.compile("gemini-(\\d{1,2})(?:\\.(\\d{1,2}))?");

  private final long leastBudget;
  private final long mostBudget;

  GeminiModel(long leastBudget, long mostBudget) {
    this.leastBudget = leastBudget;
    this.mostBudget = mostBudget;
  }

  /** The model of that name. */
  static GeminiModel of(String name) {
    if (!name.contains("gemini")) {
      return PLAIN;
    }
    boolean pro = name.contains("-pro");
    Matcher matcher = VERSION.matcher(name);
    if (!matcher.find() || Integer.parseInt(matcher.group(1)) >= 3) {
      return pro ? LEVELLED_PRO : LEVELLED;
    }
    String minor = matcher.group(2);
    if (Integer.parseInt(matcher.group(1)) < 2 || minor == null || Integer.parseInt(minor) < 5) {
      return PLAIN;
    }
    if (pro) {
      return BUDGETED_PRO;
    }
    return name.contains("-lite") ? BUDGETED_LITE : BUDGETED;
  }

  /** True when it wants a level, and its thoughts of this turn back with every call of a tool. */
  boolean isLevelled() {
    return this == LEVELLED || this == LEVELLED_PRO;
  }

  /** A budget within what it takes. */
  long budget(long wanted) {
    return Math.max(leastBudget, Math.min(wanted, mostBudget));
  }

  /** The budget that is the least thinking. */
  long leastThinking() {
    return this == BUDGETED_PRO ? leastBudget : 0;
  }
}
