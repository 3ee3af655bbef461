package dev.tollgate.config;

import java.util.regex.Pattern;

/**
 * What callers' keys look like.
 *
 * @param prefix the text before the public part: 1 to 32 letters, digits, {@code -} and {@code _}
 */
public record KeysConfig(String prefix) {

  // Before the defaults, which are checked against it.
  private static final Pattern PREFIX =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]{0,30}[A-Za-z0-9])?");

  /** Keys read {@code sk-tollgate-…}. */
  public static final KeysConfig DEFAULTS = new KeysConfig("sk-tollgate");

  public KeysConfig {
    if (!isPrefix(prefix)) {
      throw new IllegalArgumentException("keys.prefix is malformed");
    }
  }

  static boolean isPrefix(String text) {
    return PREFIX.matcher(text).matches();
  }
}
