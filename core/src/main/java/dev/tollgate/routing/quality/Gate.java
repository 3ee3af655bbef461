package dev.tollgate.routing.quality;

/**
 * How many options a question has: what makes a question hard differs between them, so each has
 * weights of its own beside those of all.
 */
public enum Gate {
  /** Open questions and chat. */
  NONE,
  /** Up to five. */
  FEW,
  /** More. */
  MANY;

  /** How many gates there are. */
  public static final int COUNT = values().length;

  static Gate of(int options) {
    if (options < 2) {
      return NONE;
    }
    return options <= 5 ? FEW : MANY;
  }
}
