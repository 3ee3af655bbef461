package dev.tollgate.routing.quality;

/**
 * What no outcome tells: nobody counted answers to open questions or asked with tools and turns, so
 * these few numbers are set by hand, small enough to decide only where little else speaks.
 */
@SuppressWarnings("EnumOrdinal") // Arrays by ordinal are what an EnumMap is, without its boxes.
final class Assumed {

  /** A plain open question's answer, as the logarithm of its tokens. */
  private static final float OPEN_TOKENS = (float) Math.log(180);

  private static final float LONGER = 0.5f;
  private static final float SHORTER = 0.5f;

  /** A strong model's advantage grows with what has to be kept in mind. */
  private static final float GAP_BY_TOOLS = 0.02f;

  private static final float GAP_BY_TURNS = 0.01f;
  private static final float GAP_BY_STRUCTURE = 0.01f;

  private Assumed() {}

  /** How much more than usual a strong model gains for the conversation around the question. */
  static float gap(float[] shape) {
    float tools = shape[Shape.TOOLS.ordinal()] + shape[Shape.TOOL_CALLS.ordinal()];
    // A conversation of one message is what was learned from.
    float turns = Math.max(0, shape[Shape.TURNS.ordinal()] - (float) Math.log(2));
    return GAP_BY_TOOLS * tools
        + GAP_BY_TURNS * turns
        + GAP_BY_STRUCTURE * shape[Shape.STRUCTURED.ordinal()];
  }

  /** The logarithm of an open question's answer's tokens. */
  static float openTokens(float[] shape) {
    float tokens = OPEN_TOKENS;
    if (asks(shape, Shape.CUE_WRITE) || asks(shape, Shape.CUE_CODE)) {
      tokens += LONGER;
    }
    if (asks(shape, Shape.CUE_WHY)) {
      tokens += LONGER;
    }
    if (asks(shape, Shape.CUE_WHO)) {
      tokens -= SHORTER;
    }
    return tokens;
  }

  private static boolean asks(float[] shape, Shape cue) {
    return shape[cue.ordinal()] > 0;
  }
}
