package dev.tollgate.servlet.chat;

import java.util.concurrent.atomic.AtomicLong;

/** A number of bytes that the whole process may hold for one purpose; thread-safe. */
public final class ByteBudget {

  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  /** A budget of that many bytes. */
  public ByteBudget(long limit) {
    this.limit = limit;
  }

  /** Takes that many bytes, or none and false when they are not left. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= limit) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was taken. */
  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** How many bytes are taken now. */
  public long taken() {
    return taken.get();
  }
}
