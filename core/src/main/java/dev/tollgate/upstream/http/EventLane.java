package dev.tollgate.upstream.http;

import dev.tollgate.upstream.UpstreamFailure;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of one exchange serial although timeouts come from another thread than data.
 *
 * <p>No lock is held while the listener runs, because the listener has locks of its own and calls
 * back into the exchange while it holds them. Whoever tells the last one while another is under way
 * leaves it to the thread of that event.
 */
final class EventLane {

  /** How it ended; the failure is null for a good end and for silence. */
  private record Last(@Nullable UpstreamFailure failure, boolean silent) {}

  private final ResponseEvents events;
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicReference<@Nullable Last> last = new AtomicReference<>();

  EventLane(ResponseEvents events) {
    this.events = events;
  }

  /** Tells the head, unless nothing must be told any more. */
  ResponseEvents.Next head(ResponseHead head) {
    if (!enter()) {
      return ResponseEvents.Next.CONTINUE;
    }
    try {
      return events.head(head);
    } finally {
      leave();
    }
  }

  /** Tells a part of the body, unless nothing must be told any more. */
  ResponseEvents.Next data(ByteBuffer bytes) {
    if (!enter()) {
      return ResponseEvents.Next.CONTINUE;
    }
    try {
      return events.data(bytes);
    } finally {
      leave();
    }
  }

  private boolean enter() {
    return last.get() == null && inside.compareAndSet(0, 1);
  }

  private void leave() {
    if (inside.decrementAndGet() > 0) {
      speak();
    }
  }

  /** Makes the good end the last event; false when there was another last one before. */
  boolean decideEnd() {
    return last.compareAndSet(null, new Last(null, false));
  }

  /** Makes this failure the last event; false when there was another last one before. */
  boolean decideFailure(UpstreamFailure failure) {
    return last.compareAndSet(null, new Last(failure, false));
  }

  /** Makes silence the last event; false when there was another last one before. */
  boolean decideSilence() {
    return last.compareAndSet(null, new Last(null, true));
  }

  /** Tells the last event, as soon as none is under way; once, by whoever decided. */
  void tell() {
    if (inside.getAndIncrement() == 0) {
      speak();
    }
  }

  private void speak() {
    Last word = last.get();
    if (word == null || word.silent()) {
      return;
    }
    UpstreamFailure failure = word.failure();
    if (failure == null) {
      events.end();
    } else {
      events.failed(failure);
    }
  }
}
