package dev.tollgate.upstream.codec;

import org.jspecify.annotations.Nullable;

/** Reads the events of one stream; not thread-safe. */
public interface EventReader {

  /**
   * Reads one event.
   *
   * @param type the event's name, or null
   * @return false when it was the stream's own end
   */
  boolean read(@Nullable String type, String data) throws BadAnswer;

  /** True once the model said why it stopped: the answer is whole, whatever becomes of the rest. */
  boolean isFinished();
}
