package dev.tollgate.json;

/** The bytes are no JSON that we take; the message says what was wrong, never what was there. */
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  /** A complaint with that message. */
  public MalformedJson(String message) {
    super(message, null, false, false);
  }
}
