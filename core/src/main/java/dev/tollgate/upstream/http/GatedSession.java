package dev.tollgate.upstream.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.Lock;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that can stop reading. The client's own capacity window is no bound: while a fast
 * upstream keeps its buffer filled, it goes on reading megabytes past a window of zero. Here a shut
 * gate reads nothing at all, the socket's buffer fills, and TCP stops the upstream.
 */
final class GatedSession implements IOSession {

  private final IOSession session;

  // The session's own lock is the gate's: the client holds it when it asks for events, and a second
  // lock would be taken in both orders.
  private final Lock lock;

  private @Nullable HttpExchange owner;

  // Written under the lock, and read without it once for each read of the socket.
  private volatile boolean shut;

  // For the reactor's thread alone, which is the one that reads.
  private boolean emptied;

  GatedSession(IOSession session) {
    this.session = session;
    this.lock = session.getLock();
  }

  /** From now on the gate follows this exchange. */
  void attach(HttpExchange exchange) {
    follow(exchange);
  }

  /** The gate is open until the next exchange. */
  void detach() {
    follow(null);
  }

  private void follow(@Nullable HttpExchange exchange) {
    lock.lock();
    try {
      owner = exchange;
      refresh();
    } finally {
      lock.unlock();
    }
  }

  /** Opens or shuts the gate as its exchange wants it at this moment. */
  void refresh() {
    lock.lock();
    try {
      boolean wanted = owner != null && owner.isPaused();
      if (wanted == shut) {
        return;
      }
      shut = wanted;
      if (wanted) {
        session.clearEvent(SelectionKey.OP_READ);
      } else {
        session.setEvent(SelectionKey.OP_READ);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (shut) {
      return 0;
    }
    if (emptied) {
      // The client reads until there is nothing. When the last read did not fill its buffer there
      // is nothing, or the selector says so again: no need to ask the socket.
      emptied = false;
      return 0;
    }
    int wanted = target.remaining();
    int read = session.read(target);
    emptied = read > 0 && read < wanted;
    return read;
  }

  @Override
  public void setEvent(int operation) {
    lock.lock();
    try {
      int allowed = allowed(operation);
      if (allowed != 0) {
        session.setEvent(allowed);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void setEventMask(int operations) {
    lock.lock();
    try {
      session.setEventMask(allowed(operations));
    } finally {
      lock.unlock();
    }
  }

  private int allowed(int operations) {
    return shut ? operations & ~SelectionKey.OP_READ : operations;
  }

  @Override
  public void enqueue(Command command, Command.Priority priority) {
    // The one public place where an exchange and the connection it got meet.
    if (command instanceof RequestExecutionCommand execution
        && execution.getContext().getAttribute(HttpExchange.ATTRIBUTE)
            instanceof HttpExchange own) {
      own.connected(this);
    }
    session.enqueue(command, priority);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return session.write(source);
  }

  @Override
  public void clearEvent(int operation) {
    session.clearEvent(operation);
  }

  @Override
  public int getEventMask() {
    return session.getEventMask();
  }

  @Override
  public IOEventHandler getHandler() {
    return session.getHandler();
  }

  @Override
  public void upgrade(IOEventHandler handler) {
    session.upgrade(handler);
  }

  @Override
  public Lock getLock() {
    return session.getLock();
  }

  @Override
  public boolean hasCommands() {
    return session.hasCommands();
  }

  @Override
  public Command poll() {
    return session.poll();
  }

  @Override
  public ByteChannel channel() {
    return session.channel();
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return session.getRemoteAddress();
  }

  @Override
  public SocketAddress getLocalAddress() {
    return session.getLocalAddress();
  }

  @Override
  public void close() {
    session.close();
  }

  @Override
  public void close(CloseMode mode) {
    session.close(mode);
  }

  @Override
  public boolean isOpen() {
    return session.isOpen();
  }

  @Override
  public Status getStatus() {
    return session.getStatus();
  }

  @Override
  public Timeout getSocketTimeout() {
    return session.getSocketTimeout();
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {
    session.setSocketTimeout(timeout);
  }

  @Override
  public long getLastReadTime() {
    return session.getLastReadTime();
  }

  @Override
  public long getLastWriteTime() {
    return session.getLastWriteTime();
  }

  @Override
  public long getLastEventTime() {
    return session.getLastEventTime();
  }

  @Override
  public void updateReadTime() {
    session.updateReadTime();
  }

  @Override
  public void updateWriteTime() {
    session.updateWriteTime();
  }

  @Override
  public String getId() {
    return session.getId();
  }

  @Override
  public String toString() {
    return session.toString();
  }
}
