package dev.tollgate.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider for tests: a real HTTP/1.1 server on raw loopback sockets that does with each request
 * what the next {@link Script} says, so that it can misbehave in any way a socket can.
 */
public final class ScriptedProvider implements AutoCloseable {

  private static final int BACKLOG = 512;

  private final ServerSocket server;
  private final ExecutorService threads;
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<ReceivedRequest> arrivals = new LinkedBlockingQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Function<ReceivedRequest, Script> otherwise =
      request -> Script.status(500, "{\"error\":{\"message\":\"no script\"}}");

  private ScriptedProvider(ServerSocket server) {
    this.server = server;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "scripted-provider");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts one on a free port. */
  public static ScriptedProvider start() {
    try {
      ScriptedProvider provider =
          new ScriptedProvider(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
      provider.threads.execute(provider::accept);
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The base URL of its API. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
  }

  /** The next request without a script gets this one; scripts are used in their order. */
  public Script next(Script script) {
    scripts.add(script);
    return script;
  }

  /** What requests get when no script is left. */
  public void otherwise(Supplier<Script> script) {
    otherwise = request -> script.get();
  }

  /** The same, for a provider whose answer depends on what it is asked. */
  public void answering(Function<ReceivedRequest, Script> model) {
    otherwise = model;
  }

  /** All requests so far. */
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Waits for the next request that nobody waited for yet. */
  public ReceivedRequest awaitRequest() throws InterruptedException {
    ReceivedRequest request = arrivals.poll(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    if (request == null) {
      throw new AssertionError("no request came within " + Script.DEADLINE);
    }
    return request;
  }

  /** How many connections were made so far. */
  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        int number = connections.incrementAndGet();
        threads.execute(() -> serve(socket, number));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Reads on this thread while scripts play on another, so that it sees the client go. */
  private void serve(Socket socket, int number) {
    Script playing = null;
    try (socket) {
      ProviderWire wire = new ProviderWire(socket, number);
      try {
        for (ReceivedRequest request = wire.read(); request != null; request = wire.read()) {
          Script script = scriptFor(request);
          playing = script;
          threads.execute(() -> play(script, wire, socket));
        }
      } finally {
        wire.clientGone();
        tellGone(playing, socket);
      }
    } catch (IOException e) {
      // The client reset the connection, or the script did: both were told above.
      tellGone(playing, socket);
    } finally {
      open.remove(socket);
    }
  }

  private static void tellGone(@Nullable Script script, Socket socket) {
    if (script != null && !socket.isClosed()) {
      script.clientGone();
    }
  }

  private Script scriptFor(ReceivedRequest request) {
    Script next = scripts.poll();
    Script script = next == null ? otherwise.apply(request) : next;
    requests.add(request);
    arrivals.add(request);
    return script;
  }

  private static void play(Script script, ProviderWire wire, Socket socket) {
    try {
      script.play(wire);
    } catch (IOException e) {
      if (!socket.isClosed()) {
        script.clientGone();
      }
    }
  }

  /** Closes everything at once. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
