package dev.tollgate.limits;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts one subject's requests in its minute and its day: one reference to an immutable state, so
 * that both windows are judged and counted in one atomic step.
 */
final class WindowCounter {

  private final Subject subject;
  private final AtomicReference<Windows> state;
  private final AtomicBoolean unsaved = new AtomicBoolean();

  WindowCounter(Subject subject, Windows state) {
    this.subject = subject;
    this.state = new AtomicReference<>(state);
  }

  /** Counts a request if both windows have room. */
  Reading tryAdmit(RateLimit limit, long epochSecond) {
    return step(limit, epochSecond, true);
  }

  /** Says what a try would find, and counts nothing. */
  Reading look(RateLimit limit, long epochSecond) {
    return step(limit, epochSecond, false);
  }

  private Reading step(RateLimit limit, long epochSecond, boolean counting) {
    while (true) {
      Windows before = windows();
      Windows now = before.at(epochSecond);
      boolean room = now.haveRoom(limit);
      Windows after = room && counting ? now.plusOne() : now;
      // Also what is only looked at may move: an end that was agreed on has to stay.
      if (after.equals(before) || state.compareAndSet(before, after)) {
        return Reading.of(room, after, limit);
      }
    }
  }

  Subject subject() {
    return subject;
  }

  Windows windows() {
    return Objects.requireNonNull(state.get());
  }

  /** Marks it as changed; false when it was marked already. */
  boolean markUnsaved() {
    return !unsaved.get() && unsaved.compareAndSet(false, true);
  }

  /** To be called before its windows are read for saving, so that no change is missed. */
  void markSaved() {
    unsaved.set(false);
  }
}
