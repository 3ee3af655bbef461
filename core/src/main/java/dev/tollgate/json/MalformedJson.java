package dev.tollgate.json;

/** The bytes are no JSON that we take; the message says what was wrong, never what was there. */
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean limit;

  /** A complaint with that message. */
  public MalformedJson(String message) {
    this(message, false);
  }

  private MalformedJson(String message, boolean limit) {
    super(message, null, false, false);
    this.limit = limit;
  }

  /** A complaint that it is more than we read. */
  static MalformedJson beyondLimits(String message) {
    return new MalformedJson(message, true);
  }

  /** True when a limit of ours was met: the text may well be valid JSON. */
  public boolean isBeyondLimits() {
    return limit;
  }
}
