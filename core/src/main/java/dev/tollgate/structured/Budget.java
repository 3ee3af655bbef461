package dev.tollgate.structured;

/**
 * The work that may be done for one answer, in steps and not in time, so that the same schema and
 * answer are judged alike on a busy machine. Not thread-safe, but for the unlimited one.
 *
 * <p>Callers choose schemas, and by their prompts answers too: a pattern that backtracks, or
 * references that double at each level, would keep a thread for years.
 */
final class Budget {

  /** A budget without an end, for what comes with the library. */
  static final Budget UNLIMITED = new Budget(Long.MAX_VALUE);

  /** How deep keywords may lie within keywords; each level takes a few frames of the stack. */
  private static final int DEEPEST = 1_000;

  private final long steps;
  private long left;
  private int depth;

  Budget(long steps) {
    this.steps = steps;
    this.left = steps;
  }

  /** Gives the whole of it back, for the next answer. */
  void renew() {
    left = steps;
    depth = 0;
  }

  /**
   * Takes from it.
   *
   * @throws Unjudgeable when nothing is left
   */
  void spend(long taken) {
    if (steps == Long.MAX_VALUE) {
      return;
    }
    left -= taken;
    if (left < 0) {
      throw new Unjudgeable("it takes too much work");
    }
  }

  /**
   * Goes into a keyword and takes what that costs: its own work, and at each level above it the
   * part of the path that the validator writes down.
   */
  void enter(long work, long pathPerLevel) {
    depth++;
    if (depth > DEEPEST) {
      throw new Unjudgeable("it goes too deep");
    }
    spend(work + depth * pathPerLevel);
  }

  /** Comes out of a keyword. */
  void leave() {
    depth--;
  }
}
