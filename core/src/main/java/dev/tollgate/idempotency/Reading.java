package dev.tollgate.idempotency;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader's place in a {@link KeptStream}; thread-safe. Its fields are under the stream's lock.
 */
public final class Reading {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private final KeptStream stream;
  private @Nullable StreamReader reader;

  /** How many events he was handed. */
  int seen;

  boolean paused;

  /** True while a thread hands on; it will find what comes meanwhile. */
  boolean busy;

  /** True once he has had the last call, or has left. */
  boolean gone;

  Reading(KeptStream stream) {
    this.stream = stream;
  }

  /** Sends the stream to that one; to be called once. */
  public void begin(StreamReader to) {
    synchronized (stream.lock) {
      reader = to;
    }
    // The source may wait for those who are slow, and this one is not.
    stream.pace();
    feed();
  }

  /** He is slow: he gets no more for now, and the source waits when all are slow. */
  public void pause() {
    synchronized (stream.lock) {
      paused = true;
    }
    stream.pace();
  }

  /** He has taken what he was sent. */
  public void resume() {
    synchronized (stream.lock) {
      paused = false;
    }
    stream.pace();
    feed();
  }

  /** He is gone, or wants no more. */
  public void leave() {
    stream.leave(this);
  }

  /** Hands on what there is for him. */
  void feed() {
    StreamReader to;
    synchronized (stream.lock) {
      to = reader;
      if (to == null || busy) {
        return;
      }
      busy = true;
    }
    try {
      for (KeptStream.Portion next = stream.next(this); next != null; next = stream.next(this)) {
        next.tell(to);
      }
    } catch (RuntimeException e) {
      // The others' stream is well.
      LOG.error("a reader of a stream failed", e);
      leave();
      abandon(to);
    }
  }

  private static void abandon(StreamReader reader) {
    try {
      reader.abandon();
    } catch (RuntimeException e) {
      LOG.warn("a reader of a stream could not be let go", e);
    }
  }
}
