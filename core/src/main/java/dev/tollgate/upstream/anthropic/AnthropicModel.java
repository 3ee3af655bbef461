package dev.tollgate.upstream.anthropic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model takes, by its name: Anthropic's newer models refuse members that its older ones
 * need, and there is no form that both take.
 */
enum AnthropicModel {
  /** Does not think. */
  PLAIN,
  /** Thinks for a number of tokens; also whatever other servers of this API offer. */
  BUDGETED,
  /** Decides itself how long to think, by an effort, and wants no sampling parameters. */
  ADAPTIVE,
  /** The same, and cannot be told not to think. */
  ALWAYS_THINKING;

  private static final Pattern VERSION =
      Pattern.compile("claude-(?:[a-z]+-)*(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");

  private static final Pattern ALWAYS = Pattern.compile("claude-(?:mythos|fable)");

  private static final int FIRST_THINKING = version(3, 7);
  private static final int LAST_BUDGETED = version(4, 6);

  /** The model of that name. */
  static AnthropicModel of(String name) {
    if (!name.contains("claude")) {
      return BUDGETED;
    }
    if (ALWAYS.matcher(name).find()) {
      return ALWAYS_THINKING;
    }
    Matcher matcher = VERSION.matcher(name);
    if (!matcher.find()) {
      return ADAPTIVE;
    }
    String minor = matcher.group(2);
    int version =
        version(Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor));
    if (version < FIRST_THINKING) {
      return PLAIN;
    }
    return version <= LAST_BUDGETED ? BUDGETED : ADAPTIVE;
  }

  private static int version(int major, int minor) {
    return major * 100 + minor;
  }

  /** True when it takes temperature and top_p. */
  boolean takesSampling() {
    return this == PLAIN || this == BUDGETED;
  }
}
