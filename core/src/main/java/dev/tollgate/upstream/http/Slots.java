package dev.tollgate.upstream.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How many exchanges with one upstream may be under way, and a short queue for the next ones, first
 * come first served. The connection pool has no such bound in time: its waiters are only looked at
 * when a connection comes back.
 */
final class Slots {

  /** Someone who wants a slot. */
  interface Waiter {
    /** The slot is theirs now. */
    void admitted();
  }

  /** The answer to a wish. */
  enum Entry {
    /** The slot is theirs. */
    ADMITTED,
    /** They wait; {@link Waiter#admitted} tells them when it is their turn. */
    QUEUED,
    /** No slot and no place in the queue. */
    FULL
  }

  private final int places;
  private final int queue;

  @GuardedBy("this")
  private final Deque<Waiter> waiting = new ArrayDeque<>();

  @GuardedBy("this")
  private final Deque<Waiter> admitted = new ArrayDeque<>();

  @GuardedBy("this")
  private boolean admitting;

  @GuardedBy("this")
  private int taken;

  Slots(int places, int queue) {
    this.places = places;
    this.queue = queue;
  }

  synchronized Entry enter(Waiter waiter) {
    if (taken < places) {
      taken++;
      return Entry.ADMITTED;
    }
    if (waiting.size() < queue) {
      waiting.add(waiter);
      return Entry.QUEUED;
    }
    return Entry.FULL;
  }

  /** Gives up a slot or a place in the queue; once for each entry that was not refused. */
  void leave(Waiter waiter) {
    if (!handsOn(waiter)) {
      return;
    }
    // A loop, because whoever is admitted may leave at once, and so on down the whole queue.
    for (Waiter next = nextAdmitted(); next != null; next = nextAdmitted()) {
      next.admitted();
    }
  }

  /** True when the caller is the one who must admit those whose turn has come. */
  private synchronized boolean handsOn(Waiter waiter) {
    if (waiting.remove(waiter)) {
      return false;
    }
    Waiter next = waiting.poll();
    if (next == null) {
      taken--;
      return false;
    }
    admitted.add(next);
    boolean first = !admitting;
    admitting = true;
    return first;
  }

  private synchronized @Nullable Waiter nextAdmitted() {
    Waiter next = admitted.poll();
    admitting = next != null;
    return next;
  }
}
