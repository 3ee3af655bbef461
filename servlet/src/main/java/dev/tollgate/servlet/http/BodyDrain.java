package dev.tollgate.servlet.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads what is left of a body that nobody wanted, behind its answer: a connection that is closed
 * on a caller who is still sending is reset, and he never sees the answer. At most 1 MiB and for
 * two seconds, without a thread; then the connection is closed. Thread-safe.
 */
public final class BodyDrain {

  private static final int BUFFER = 8192;
  private static final long MOST_BYTES = 1 << 20;
  private static final long MOST_SECONDS = 2;

  private final ConnectionControl connections;
  private final ScheduledExecutorService timer;

  /** A drain for connections under that control. */
  public BodyDrain(ConnectionControl connections, ScheduledExecutorService timer) {
    this.connections = connections;
    this.timer = timer;
  }

  /**
   * Sends the answer off and reads on; does nothing when the body was read, or is read by somebody
   * else.
   *
   * @throws IOException when the caller is gone
   */
  void readRest(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!isLeft(request)) {
      return;
    }
    response.flushBuffer();
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    new Rest(async).start();
  }

  private static boolean isLeft(HttpServletRequest request) throws IOException {
    boolean announced =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    // Who waits to be told to send has been told enough; and to read would ask him to.
    return announced
        && request.getHeader("Expect") == null
        && request.getDispatcherType() == DispatcherType.REQUEST
        && request.isAsyncSupported()
        && !request.isAsyncStarted()
        && !request.getInputStream().isFinished();
  }

  private final class Rest implements ReadListener {

    private final AsyncContext async;
    private final ServletInputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final Future<?> deadline;
    private long read;
    private boolean done;

    Rest(AsyncContext async) throws IOException {
      this.async = async;
      this.in = async.getRequest().getInputStream();
      this.deadline = timer.schedule(() -> end(true), MOST_SECONDS, TimeUnit.SECONDS);
    }

    void start() {
      in.setReadListener(this);
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
      while (!done && in.isReady() && !in.isFinished()) {
        read += Math.max(0, in.read(buffer));
        if (read > MOST_BYTES) {
          end(true);
        }
      }
    }

    @Override
    public void onAllDataRead() {
      end(false);
    }

    @Override
    public void onError(Throwable broken) {
      end(false);
    }

    private synchronized void end(boolean close) {
      if (done) {
        return;
      }
      done = true;
      deadline.cancel(false);
      if (close) {
        connections.cut((HttpServletRequest) async.getRequest());
      }
      try {
        async.complete();
      } catch (IllegalStateException e) {
        // A container completes by itself what broke off.
      }
    }
  }
}
