package dev.tollgate.upstream.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects bytes up to a limit; not thread-safe. */
final class BoundedBytes {

  private static final int FIRST = 4096;

  private final int limit;
  private byte[] bytes = {};
  private int length;

  BoundedBytes(int limit) {
    this.limit = limit;
  }

  /** Takes what is left in the buffer; false when that would be too much. */
  boolean add(ByteBuffer more) {
    int count = more.remaining();
    if (count > limit - length) {
      return false;
    }
    if (length + count > bytes.length) {
      int doubled = (int) Math.min(Math.max(FIRST, 2L * bytes.length), limit);
      bytes = Arrays.copyOf(bytes, Math.max(doubled, length + count));
    }
    more.get(bytes, length, count);
    length += count;
    return true;
  }

  /** All of them so far. */
  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }
}
