package dev.tollgate.servlet.chat;

import com.google.common.base.Ticker;
import dev.tollgate.gateway.Exchange;
import dev.tollgate.servlet.http.ConnectionControl;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The only one to touch a caller's asynchronous response: bytes wait here until the container takes
 * them, within bounds, and whoever does not take them is cut off.
 *
 * <p>Everything happens under one lock and only while the connection is open, because a container
 * may give the response to another caller the moment that it is complete. The exchange is called
 * outside the lock: it has one of its own.
 */
final class CallerConnection implements WriteListener, AsyncListener {

  private enum State {
    OPEN,
    /** All is added; what waits is still to be written. */
    ENDING,
    ENDED
  }

  private final AsyncContext async;
  private final HttpServletRequest request;
  private final ServletOutputStream out;
  private final AnswerLimits limits;
  private final ConnectionControl connections;
  private final ScheduledExecutorService timer;
  private final Ticker ticker;

  private final Object lock = new Object();
  private final AnswerQueue waiting;
  private final UpstreamBrake brake = new UpstreamBrake();
  private State state = State.OPEN;
  private boolean listening;
  private boolean unflushed;
  private long lastWrite;
  private @Nullable Exchange exchange;
  private @Nullable Runnable keepAlive;
  private @Nullable Future<?> watch;

  /** What is to be done once the lock is free. */
  private enum Reaction {
    NONE,
    COMPLETE,
    GONE
  }

  CallerConnection(AsyncContext async, AnswerLimits limits, Surroundings surroundings)
      throws IOException {
    this.async = async;
    this.request = (HttpServletRequest) async.getRequest();
    this.out = async.getResponse().getOutputStream();
    this.limits = limits;
    this.waiting = new AnswerQueue(limits.budget());
    this.connections = surroundings.connections();
    this.timer = surroundings.timer();
    this.ticker = surroundings.ticker();
    this.lastWrite = ticker.read();
  }

  /** What a connection needs of the process. */
  record Surroundings(
      ConnectionControl connections, ScheduledExecutorService timer, Ticker ticker) {}

  /** Registers with the container; to be called once, on its thread. */
  void listen() {
    async.addListener(this);
    out.setWriteListener(this);
  }

  /** Makes the exchange known, and what to add after a silence. */
  void attach(Exchange answering, @Nullable Runnable onSilence) {
    boolean gone;
    synchronized (lock) {
      exchange = answering;
      keepAlive = onSilence;
      gone = state == State.ENDED;
      if (!gone) {
        watchIn(limits.keepAlive());
        // Under the lock, so that no connection is watched for an answer that has ended.
        connections.watch(request, this::gone);
      }
    }
    if (gone) {
      answering.callerGone();
      return;
    }
    brake.attach(answering);
  }

  /** Runs the adding and writes what the caller takes; nothing once the connection has ended. */
  void write(Runnable adding) {
    write(adding, false);
  }

  /** The same for the last bytes: the response is complete when they are written. */
  void writeLast(Runnable adding) {
    write(adding, true);
  }

  private void write(Runnable adding, boolean last) {
    Reaction reaction;
    synchronized (lock) {
      if (state != State.OPEN) {
        return;
      }
      adding.run();
      if (last) {
        state = State.ENDING;
      }
      reaction = pump();
    }
    react(reaction);
  }

  /** Adds bytes; only inside the adding of {@link #write}. */
  void add(byte[] bytes) {
    waiting.add(bytes);
  }

  private Reaction pump() {
    if (state == State.ENDED) {
      return Reaction.NONE;
    }
    try {
      while (listening && out.isReady()) {
        byte[] next = waiting.poll();
        if (next != null) {
          out.write(next);
          lastWrite = ticker.read();
          unflushed = true;
        } else if (state == State.ENDING) {
          end();
          return Reaction.COMPLETE;
        } else if (unflushed) {
          unflushed = false;
          out.flush();
        } else {
          break;
        }
      }
    } catch (IOException | IllegalStateException e) {
      // The container says that the caller left: what waits can't be delivered any more.
      return Reaction.GONE;
    }
    boolean tooMuch = state == State.OPEN && waiting.bytes() > limits.maxUnwritten();
    if (tooMuch || waiting.isOverBudget()) {
      return Reaction.GONE;
    }
    if (waiting.bytes() >= limits.pauseAt()) {
      brake.want(true);
    } else if (waiting.bytes() < limits.pauseAt() / 2) {
      brake.want(false);
    }
    return Reaction.NONE;
  }

  private void react(Reaction reaction) {
    switch (reaction) {
      case NONE -> brake.apply();
      case COMPLETE -> complete();
      case GONE -> gone();
    }
  }

  private void end() {
    state = State.ENDED;
    waiting.clear();
    if (watch != null) {
      watch.cancel(false);
    }
  }

  private void gone() {
    Exchange answering;
    synchronized (lock) {
      if (state == State.ENDED) {
        return;
      }
      end();
      answering = exchange;
    }
    if (answering != null) {
      answering.callerGone();
    }
    connections.cut(request);
    complete();
  }

  /** True where the container has a way to close a connection at once. */
  boolean canCut() {
    return !connections.equals(ConnectionControl.NONE);
  }

  /** Closes the connection without an end mark. */
  void cut() {
    synchronized (lock) {
      if (state == State.ENDED) {
        return;
      }
      end();
    }
    connections.cut(request);
    complete();
  }

  private void complete() {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      // Tomcat has completed the cycle itself when the caller vanished.
    }
  }

  private void watchIn(Duration wait) {
    watch = timer.schedule(this::onWatch, wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void onWatch() {
    Reaction reaction = Reaction.NONE;
    synchronized (lock) {
      if (state == State.ENDED) {
        return;
      }
      Duration idle = Duration.ofNanos(ticker.read() - lastWrite);
      // An answer that ends may be with the container to its last byte, and still not be taken.
      boolean owed = waiting.bytes() > 0 || state == State.ENDING;
      if (owed) {
        reaction = idle.compareTo(limits.stall()) >= 0 ? Reaction.GONE : pump();
      } else if (keepAlive != null && idle.compareTo(limits.keepAlive()) >= 0) {
        keepAlive.run();
        reaction = pump();
      }
      if (state != State.ENDED) {
        watchIn(limits.nextLook(owed, idle));
      }
    }
    react(reaction);
  }

  @Override
  public void onWritePossible() {
    Reaction reaction;
    synchronized (lock) {
      listening = true;
      reaction = pump();
    }
    react(reaction);
  }

  @Override
  public void onError(Throwable broken) {
    gone();
  }

  @Override
  public void onError(AsyncEvent event) {
    gone();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    gone();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    gone();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
