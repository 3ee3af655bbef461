package dev.tollgate.idempotency;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of one stream from the first, within the bounds of what is kept; past them only those
 * that somebody has still to be sent. Not thread-safe.
 */
final class EventLog {

  private final StreamKeeping keeping;
  private final List<byte[]> events = new ArrayList<>();

  /** How many events were dropped from the front. */
  private int dropped;

  /** What is taken of the bounds. */
  private long bytes;

  private boolean counted = true;
  private boolean whole = true;

  EventLog(StreamKeeping keeping) {
    this.keeping = keeping;
  }

  void add(byte[] event) {
    events.add(event);
    if (!whole || !counted) {
      return;
    }
    if (keeping.take(event.length, bytes)) {
      bytes += event.length;
    } else {
      whole = false;
      stopCounting();
    }
  }

  /** False once it outgrew its bounds. */
  boolean isWhole() {
    return whole;
  }

  /** Gives back what it took of the bounds: it is about to be let go. */
  void stopCounting() {
    counted = false;
    keeping.give(bytes);
    bytes = 0;
  }

  /** How many events there were. */
  int size() {
    return dropped + events.size();
  }

  /** Those behind the first so many, up to a number of them. */
  List<byte[]> behind(int seen, int most) {
    int from = seen - dropped;
    int left = events.size() - from;
    return List.copyOf(events.subList(from, from + Math.min(left, most)));
  }

  /** Drops the first so many, if they need not be kept. */
  void forget(int seen) {
    if (!whole) {
      events.subList(0, seen - dropped).clear();
      dropped = seen;
    }
  }

  /** All of them in one piece; empty when they are not all kept. */
  Optional<byte[]> bytes() {
    if (!whole) {
      return Optional.empty();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream((int) bytes);
    events.forEach(all::writeBytes);
    return Optional.of(all.toByteArray());
  }

  /** It has ended, and nobody has to be sent anything of it. */
  void letGo() {
    events.clear();
    whole = false;
  }
}
