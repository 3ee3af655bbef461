package dev.tollgate.routing.quality;

/**
 * How many options a question has: what makes a question hard differs between them, so each has
 * weights of its own beside those of all.
 */
public enum Gate {
  /** Open questions and chat. */
  NONE(0),
  /** Up to five. */
  FEW(1),
  /** More. */
  MANY(2);

  /** How many gates there are. */
  public static final int COUNT = values().length;

  private final int position;

  Gate(int position) {
    this.position = position;
  }

  /** Its place wherever there is one of something for each gate. */
  public int position() {
    return position;
  }

  static Gate of(int options) {
    if (options < 2) {
      return NONE;
    }
    return options <= 5 ? FEW : MANY;
  }
}
