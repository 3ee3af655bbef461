package dev.tollgate.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A caller's socket that can be watched for its end while nobody reads from it: Jetty itself looks
 * at a connection only to read a request or to write an answer, and so misses who leaves between.
 *
 * <p>To see an end one has to read, and what comes instead may be the next request. Such bytes wait
 * here for the connection, whose own reading ends the watch: no path through Jetty has to know of
 * it. Thread-safe.
 */
final class CallerSocket extends SocketChannelEndPoint {

  /** A caller who sends more before he has his answer is not watched any longer. */
  private static final int MOST_AHEAD = 4096;

  private final Executor executor;
  private final Callback onReadable = Callback.from(this::look, failure -> {});

  /** Held while reading ahead, and never while calling anything but this class and its parents. */
  private final Object lock = new Object();

  private @Nullable Runnable gone;
  private @Nullable ByteBuffer ahead;

  CallerSocket(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor executor) {
    super(channel, selector, key, scheduler);
    this.executor = executor;
  }

  /**
   * Has that run, once and on a thread of the pool, if the caller ends the connection before it is
   * read from again. A watch before this one is over.
   */
  void watch(Runnable onGone) {
    synchronized (lock) {
      endWatch();
      if (super.tryFillInterested(onReadable)) {
        gone = onGone;
      }
    }
  }

  private void endWatch() {
    if (gone != null) {
      gone = null;
      // Takes the registration back: what it calls finds that there is no watch.
      getFillInterest().fillable();
    }
  }

  private void look() {
    Runnable left = null;
    synchronized (lock) {
      if (gone == null) {
        return;
      }
      int count = readAhead();
      if (count < 0) {
        left = gone;
        gone = null;
      } else if (ahead == null || !BufferUtil.isFull(ahead)) {
        super.tryFillInterested(onReadable);
      } else {
        gone = null;
      }
    }
    if (left != null) {
      left.run();
    }
  }

  private int readAhead() {
    ByteBuffer buffer = ahead == null ? BufferUtil.allocate(MOST_AHEAD) : ahead;
    int start = BufferUtil.flipToFill(buffer);
    int count;
    try {
      // Not the end point's own reading: that may close it and call back, here under the lock. The
      // connection will meet the same end when it reads.
      count = getChannel().read(buffer);
    } catch (IOException e) {
      count = -1;
    }
    BufferUtil.flipToFlush(buffer, start);
    ahead = BufferUtil.isEmpty(buffer) ? null : buffer;
    return count;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    synchronized (lock) {
      endWatch();
      if (ahead != null) {
        int count = BufferUtil.append(buffer, ahead);
        if (BufferUtil.isEmpty(ahead)) {
          ahead = null;
        }
        return count;
      }
    }
    return super.fill(buffer);
  }

  @Override
  public void fillInterested(Callback callback) {
    synchronized (lock) {
      endWatch();
      super.fillInterested(callback);
    }
    tellOfWhatIsAhead();
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    boolean registered;
    synchronized (lock) {
      endWatch();
      registered = super.tryFillInterested(callback);
    }
    tellOfWhatIsAhead();
    return registered;
  }

  /** The selector knows nothing of bytes that have left the socket. */
  private void tellOfWhatIsAhead() {
    boolean waiting;
    synchronized (lock) {
      waiting = ahead != null;
    }
    if (waiting) {
      executor.execute(() -> getFillInterest().fillable());
    }
  }

  @Override
  public boolean isFillInterested() {
    synchronized (lock) {
      return gone == null && super.isFillInterested();
    }
  }
}
