package dev.tollgate.routing.quality;

/**
 * A conversation in numbers.
 *
 * @param gate which weights beside the common ones speak
 * @param shape one number for each shape, as {@link FeatureExtractor} orders them
 * @param words the buckets of the last turn's words, in rising order
 * @param earlier the buckets of the words before it
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and read once a microsecond.
public record Features(Gate gate, float[] shape, int[] words, int[] earlier) {}
