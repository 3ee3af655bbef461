package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sink's promise: one event at a time and none behind the last one, whichever threads
 * they come from. A last event that meets a chunk on its way is left to the thread of that chunk.
 */
final class Delivery {

  private final AnswerSink sink;
  private final Object lock = new Object();
  private boolean busy;
  private @Nullable Runnable last;

  Delivery(AnswerSink sink) {
    this.sink = sink;
  }

  AnswerSink sink() {
    return sink;
  }

  /** Keeps the turn for a chunk; called where it is decided, under the exchange's lock. */
  void reserve() {
    synchronized (lock) {
      busy = true;
    }
  }

  /** Hands over the chunk whose turn was kept. */
  void chunk(ChatChunk chunk) {
    try {
      sink.chunk(chunk);
    } finally {
      Runnable waiting;
      synchronized (lock) {
        busy = false;
        waiting = last;
        last = null;
      }
      if (waiting != null) {
        waiting.run();
      }
    }
  }

  /** Runs what tells the last event, as soon as no chunk is on its way. */
  void last(Runnable telling) {
    synchronized (lock) {
      if (busy) {
        last = telling;
        return;
      }
    }
    telling.run();
  }
}
