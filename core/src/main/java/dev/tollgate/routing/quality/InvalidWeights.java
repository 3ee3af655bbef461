package dev.tollgate.routing.quality;

/** Weights that can't be used; the message is one line that says what is wrong with them. */
public final class InvalidWeights extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidWeights(String message) {
    super(message);
  }

  InvalidWeights(String message, Throwable cause) {
    super(message, cause);
  }
}
