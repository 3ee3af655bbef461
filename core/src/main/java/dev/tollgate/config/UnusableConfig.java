package dev.tollgate.config;

/** A config whose files or names prove useless at the start; the message is one line. */
public final class UnusableConfig extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnusableConfig(String message, Throwable cause) {
    super(message, cause);
  }
}
