package dev.tollgate.structured;

/** An answer can't be judged, so it passes: the message says why, and holds nothing of the text. */
final class Unjudgeable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Unjudgeable(String why) {
    super(why, null, false, false);
  }
}
