package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the sink's promise: one event at a time and none behind the last one, whichever threads
 * they come from. A last event that meets a chunk on its way is left to the thread of that chunk.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final AnswerSink sink;
  private final String requestId;
  private final Object lock = new Object();
  private boolean busy;
  private @Nullable Runnable last;

  Delivery(AnswerSink sink, String requestId) {
    this.sink = sink;
    this.requestId = requestId;
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

  /** Hands over the chunk whose turn was kept; false when the sink failed to take it. */
  boolean chunk(ChatChunk chunk) {
    try {
      sink.chunk(chunk);
      return true;
    } catch (RuntimeException e) {
      LOG.error("{}: the caller's side failed", requestId, e);
      return false;
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

  /** Hands over a chunk of the end, when nobody else has a turn any more. */
  boolean atEnd(ChatChunk chunk) {
    reserve();
    return chunk(chunk);
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
