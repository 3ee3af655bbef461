package dev.tollgate.samples.routertraining;

import java.util.Arrays;
import java.util.List;

/**
 * Shapes cut into few ranges of about equal use, so that a tree tries few thresholds.
 *
 * @param edges by shape, the upper ends of all ranges but the last, rising
 * @param bins by shape and row, the range
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: columns of numbers.
record Bins(float[][] edges, byte[][] bins) {

  static final int MOST = 32;

  static Bins of(List<float[]> rows) {
    int shapes = rows.get(0).length;
    float[][] edges = new float[shapes][];
    byte[][] bins = new byte[shapes][rows.size()];
    for (int shape = 0; shape < shapes; shape++) {
      float[] values = new float[rows.size()];
      for (int row = 0; row < values.length; row++) {
        values[row] = rows.get(row)[shape];
      }
      edges[shape] = edges(values.clone());
      for (int row = 0; row < values.length; row++) {
        int at = Arrays.binarySearch(edges[shape], values[row]);
        bins[shape][row] = (byte) (at >= 0 ? at : -at - 1);
      }
    }
    return new Bins(edges, bins);
  }

  private static float[] edges(float[] values) {
    Arrays.sort(values);
    float[] edges = new float[MOST - 1];
    int count = 0;
    for (int i = 1; i < MOST; i++) {
      float value = values[(int) ((long) i * values.length / MOST)];
      boolean last = value >= values[values.length - 1];
      if (!last && (count == 0 || value > edges[count - 1])) {
        edges[count++] = value;
      }
    }
    return Arrays.copyOf(edges, count);
  }
}
