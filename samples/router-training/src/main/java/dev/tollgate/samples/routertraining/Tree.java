package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Forest;

/**
 * A tree of the forest while it grows.
 *
 * @param shapes by question
 * @param bins by question: the last range that goes left
 * @param thresholds by question: the upper end of that range
 * @param leaves by leaf and output
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: columns of numbers.
record Tree(int[] shapes, int[] bins, float[] thresholds, float[][] leaves) {

  static Tree empty(int outputs) {
    return new Tree(
        new int[Forest.QUESTIONS],
        new int[Forest.QUESTIONS],
        new float[Forest.QUESTIONS],
        new float[Forest.LEAVES][outputs]);
  }

  void times(double factor) {
    for (float[] leaf : leaves) {
      for (int i = 0; i < leaf.length; i++) {
        leaf[i] *= (float) factor;
      }
    }
  }

  /** The same tree for more outputs, of which its own are those from there on. */
  Tree widened(int from, int outputs) {
    Tree wide = new Tree(shapes, bins, thresholds, new float[leaves.length][outputs]);
    for (int i = 0; i < leaves.length; i++) {
      System.arraycopy(leaves[i], 0, wide.leaves[i], from, leaves[i].length);
    }
    return wide;
  }

  /** The leaf that row ends in. */
  int leaf(Bins bins, int row) {
    return node(bins, row, Forest.DEPTH) - Forest.QUESTIONS;
  }

  /** The node that row is at after so many questions, counted as in a heap. */
  int node(Bins data, int row, int depth) {
    int node = 0;
    for (int i = 0; i < depth; i++) {
      node = 2 * node + (data.bins()[shapes[node]][row] <= bins[node] ? 1 : 2);
    }
    return node;
  }
}
