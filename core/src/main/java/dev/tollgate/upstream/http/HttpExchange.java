package dev.tollgate.upstream.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tollgate.upstream.Draining;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * One POST under way: it waits for its slot, then for a connection, then for the head and for each
 * part of the body, and every wait has its own bound.
 */
final class HttpExchange implements UpstreamCall, Slots.Waiter {

  /** Where the request's context holds its exchange. */
  static final String ATTRIBUTE = "dev.tollgate.exchange";

  /** How long the rest of a complete answer may take until its connection is given up. */
  private static final Duration DRAIN_TIME = Duration.ofSeconds(1);

  private final HttpDestination destination;
  private final HttpRequest head;
  private final EventLane lane;
  private final Patience patience;

  // Dropped when it is handed on: a long stream must not hold a long prompt.
  private byte @Nullable [] body;

  @GuardedBy("this")
  private @Nullable Future<?> future;

  @GuardedBy("this")
  private @Nullable GatedSession session;

  // Written under the lock, and read by the connection's gate.
  private volatile boolean paused;

  @GuardedBy("this")
  private boolean over;

  HttpExchange(HttpDestination destination, HttpRequest head, byte[] body, ResponseEvents events) {
    this.destination = destination;
    this.head = head;
    this.body = body;
    this.lane = new EventLane(events);
    this.patience = new Patience(destination, this::end);
  }

  void begin() {
    switch (destination.slots().enter(this)) {
      case ADMITTED -> admitted();
      case QUEUED -> {
        // Whoever was admitted in the meantime has a later phase and a bound of its own.
        synchronized (this) {
          if (!over) {
            patience.queued();
          }
        }
      }
      case FULL -> {
        synchronized (this) {
          over = true;
        }
        fail(UpstreamFailure.of(Kind.QUEUE_FULL, "its queue is full"));
      }
    }
  }

  @Override
  public void admitted() {
    byte[] request;
    boolean open;
    synchronized (this) {
      request = body;
      body = null;
      if (over || request == null) {
        return;
      }
      patience.connecting();
      // Under the lock, so that it is not forgotten before it is remembered.
      open = destination.client().remember(this);
    }
    if (!open) {
      shutDown();
      return;
    }
    destination.send(head, request, this);
  }

  /** The client works on it; from here on this future cancels it. */
  void sending(Future<?> work) {
    boolean late;
    synchronized (this) {
      future = work;
      late = over;
    }
    if (late) {
      work.cancel(true);
    }
  }

  /** It has this connection now. */
  void connected(GatedSession connection) {
    boolean late;
    synchronized (this) {
      late = over;
      if (!late) {
        session = connection;
        patience.waiting();
        if (paused) {
          patience.sleep();
        }
      }
    }
    if (late) {
      connection.close(CloseMode.IMMEDIATE);
    } else {
      connection.attach(this);
    }
  }

  /** True while nothing is to be read. */
  boolean isPaused() {
    return paused;
  }

  void head(ResponseHead head) {
    patience.reading();
    obey(lane.head(head));
  }

  void data(ByteBuffer bytes) {
    patience.sign();
    obey(lane.data(bytes));
    bytes.position(bytes.limit());
  }

  private void obey(ResponseEvents.Next next) {
    switch (next) {
      case CONTINUE -> {}
      case DRAIN -> {
        lane.decideSilence();
        resume();
        patience.draining(DRAIN_TIME);
      }
      case STOP -> cancel();
    }
  }

  /** The body was read: the connection is about to be somebody else's. */
  void bodyRead() {
    GatedSession connection;
    synchronized (this) {
      connection = session;
      session = null;
    }
    if (connection != null) {
      connection.detach();
    }
  }

  /** The body is complete and the connection is back in the pool. */
  void complete() {
    release();
    if (lane.decideEnd()) {
      lane.tell();
    }
  }

  void broken(Throwable cause) {
    boolean connected = patience.isConnected();
    release();
    fail(TransportFailures.of(cause, connected));
  }

  private void fail(UpstreamFailure failure) {
    if (lane.decideFailure(failure)) {
      lane.tell();
    }
  }

  @Override
  public void cancel() {
    lane.decideSilence();
    abort();
  }

  @Override
  public boolean leave(boolean whole) {
    Draining draining = whole ? Draining.LAST_WORDS : destination.settings().draining();
    synchronized (this) {
      if (over || draining == null || !patience.isConnected()) {
        return false;
      }
    }
    resume();
    patience.draining(draining.time());
    return true;
  }

  /** The client is being closed. */
  void shutDown() {
    end(UpstreamFailure.of(Kind.CONNECTION_LOST, "the client is closed"));
  }

  private void end(UpstreamFailure failure) {
    // Decided before the connection is closed, or the closing would pass for the reason; told when
    // its slot is free, for whoever asks again.
    boolean first = lane.decideFailure(failure);
    abort();
    if (first) {
      lane.tell();
    }
  }

  /**
   * Stops the work at once. The client's future can lose its cancellation while a connection is
   * being made, so the connection is closed here too, and one that comes late is closed in {@link
   * #connected}.
   */
  private void abort() {
    GatedSession connection = finish();
    Future<?> work;
    synchronized (this) {
      work = future;
    }
    if (connection != null) {
      connection.close(CloseMode.IMMEDIATE);
    }
    if (work != null) {
      work.cancel(true);
    }
  }

  private void release() {
    GatedSession connection = finish();
    if (connection != null) {
      connection.detach();
    }
  }

  /** Lets go of everything; gives the connection if there is one that it still had. */
  private @Nullable GatedSession finish() {
    GatedSession connection;
    synchronized (this) {
      if (over) {
        return null;
      }
      over = true;
      connection = session;
      session = null;
      body = null;
    }
    patience.stop();
    destination.client().forget(this);
    destination.slots().leave(this);
    return connection;
  }

  @Override
  public void pause() {
    GatedSession connection;
    synchronized (this) {
      if (over || paused || patience.isDraining()) {
        return;
      }
      paused = true;
      patience.sleep();
      connection = session;
    }
    if (connection != null) {
      connection.refresh();
    }
  }

  @Override
  public void resume() {
    GatedSession connection;
    synchronized (this) {
      if (over || !paused) {
        return;
      }
      paused = false;
      patience.wake();
      connection = session;
    }
    if (connection != null) {
      connection.refresh();
    }
  }
}
