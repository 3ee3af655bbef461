package dev.tollgate.config;

/**
 * A password, key or token that no log line and no error message may show.
 *
 * @param value the secret itself; empty when there is none
 */
public record Secret(String value) {

  /** No secret. */
  public static final Secret NONE = new Secret("");

  /** True when there is none. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  /** Says only whether there is one. */
  @Override
  public String toString() {
    return isEmpty() ? "Secret[none]" : "Secret[hidden]";
  }
}
