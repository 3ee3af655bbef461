package dev.tollgate.routing.quality;

/**
 * Brings every shape to the same scale, for the linear parts.
 *
 * @param means of each shape
 * @param deviations of each shape, over zero
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and read once a microsecond.
public record Standard(float[] means, float[] deviations) {

  /** Shapes further out than any that was learned from say no more than the furthest. */
  private static final float FURTHEST = 3;

  public Standard {
    if (means.length != Shape.COUNT || deviations.length != Shape.COUNT) {
      throw new InvalidWeights(
          "the quality weights are of another version: they know "
              + means.length
              + " shapes, not "
              + Shape.COUNT);
    }
  }

  /** That shape, in deviations from the mean. */
  public float[] of(float[] shape) {
    float[] standardised = new float[shape.length];
    for (int i = 0; i < shape.length; i++) {
      float distance = (shape[i] - means[i]) / deviations[i];
      standardised[i] = Math.max(-FURTHEST, Math.min(FURTHEST, distance));
    }
    return standardised;
  }
}
