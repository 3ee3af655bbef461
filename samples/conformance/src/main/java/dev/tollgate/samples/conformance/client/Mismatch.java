package dev.tollgate.samples.conformance.client;

/** An outcome that is not the one of the row; the message says what was expected and what came. */
public final class Mismatch extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A mismatch with that explanation. */
  public Mismatch(String message) {
    super(message);
  }

  /**
   * Complains unless that is true.
   *
   * @param complaint what was expected, and what came
   */
  public static void unless(boolean fine, String complaint) {
    if (!fine) {
      throw new Mismatch(complaint);
    }
  }
}
