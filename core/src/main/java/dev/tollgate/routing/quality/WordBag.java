package dev.tollgate.routing.quality;

/**
 * A set of words and pairs of words, each known by the bucket its hash falls into.
 *
 * <p>A set and not counts: a bit for each bucket keeps it at a kilobyte whatever the text, and how
 * often a word is said tells little about how hard a question is.
 */
final class WordBag {

  /** How many buckets there are, a power of two. */
  static final int BUCKETS = 1 << 13;

  private final long[] bits = new long[BUCKETS / Long.SIZE];
  private int size;

  /** Adds a hash; true when its bucket was empty. */
  boolean add(int hash) {
    int bucket = bucket(hash);
    long bit = 1L << bucket;
    if ((bits[bucket >>> 6] & bit) != 0) {
      return false;
    }
    bits[bucket >>> 6] |= bit;
    size++;
    return true;
  }

  /** How many buckets are in it. */
  int size() {
    return size;
  }

  /** The buckets in it, in rising order. */
  int[] buckets() {
    int[] buckets = new int[size];
    int next = 0;
    for (int word = 0; word < bits.length; word++) {
      for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
        buckets[next++] = (word << 6) + Long.numberOfTrailingZeros(rest);
      }
    }
    return buckets;
  }

  /** The sum of those weights over its buckets, which lie behind each of two places. */
  int sum(byte[] weights, int first, int second) {
    int sum = 0;
    for (int word = 0; word < bits.length; word++) {
      for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
        int bucket = (word << 6) + Long.numberOfTrailingZeros(rest);
        sum += weights[first + bucket] + weights[second + bucket];
      }
    }
    return sum;
  }

  /** The finalizer of MurmurHash3: without it words that differ in their last letter crowd. */
  private static int bucket(int hash) {
    int mixed = hash ^ (hash >>> 16);
    mixed *= 0x85ebca6b;
    mixed ^= mixed >>> 13;
    mixed *= 0xc2b2ae35;
    return (mixed ^ (mixed >>> 16)) & (BUCKETS - 1);
  }
}
