package dev.tollgate.store.jooq;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A wire to a PostgreSQL that passes a COMMIT on and swallows its answer: who sent it meets a
 * broken connection and can't know whether it is committed.
 */
final class CuttingProxy implements AutoCloseable {

  private static final byte[] COMMIT = "COMMIT".getBytes(US_ASCII);

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger toCut = new AtomicInteger();
  private volatile byte[] mark = {};

  private CuttingProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  /** A wire to that port. */
  static CuttingProxy to(int port) throws IOException {
    return new CuttingProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  int port() {
    return server.getLocalPort();
  }

  /** Cuts the next so many commits of transactions in which that text was sent. */
  void cutCommits(int commits, String text) {
    mark = text.getBytes(US_ASCII);
    toCut.set(commits);
  }

  /** How many commits are still to be cut. */
  int left() {
    return toCut.get();
  }

  private void accept() {
    try {
      while (true) {
        Wire wire = new Wire(kept(server.accept()), kept(new Socket()));
        wire.server.connect(target, 5_000);
        threads.execute(wire::up);
        threads.execute(wire::down);
      }
    } catch (IOException closed) {
      close();
    }
  }

  private Socket kept(Socket socket) {
    sockets.add(socket);
    return socket;
  }

  /** A client's connection and ours to the server in its name. */
  private final class Wire {
    private final Socket client;
    private final Socket server;
    private volatile boolean cut;

    Wire(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void up() {
      byte[] bytes = new byte[1 << 16];
      boolean marked = false;
      try (InputStream in = client.getInputStream();
          OutputStream out = server.getOutputStream()) {
        for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
          marked |= has(mark, bytes, read);
          // A commit is a message of its own, sent while the server has nothing to say.
          if (has(COMMIT, bytes, read)) {
            cut = marked && toCut.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            marked = false;
          }
          out.write(bytes, 0, read);
        }
      } catch (IOException broken) {
        quietly(server);
      }
    }

    void down() {
      byte[] bytes = new byte[1 << 16];
      try (InputStream in = server.getInputStream();
          OutputStream out = client.getOutputStream()) {
        for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
          if (cut) {
            // The server has answered, so it has committed.
            break;
          }
          out.write(bytes, 0, read);
        }
      } catch (IOException broken) {
        quietly(client);
      }
      quietly(client);
      quietly(server);
    }
  }

  private static boolean has(byte[] text, byte[] bytes, int length) {
    for (int from = 0; from + text.length <= length; from++) {
      if (Arrays.equals(bytes, from, from + text.length, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyBroken) {
      // As good as closed.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException alreadyBroken) {
      // As good as closed.
    }
    sockets.forEach(CuttingProxy::quietly);
    threads.shutdownNow();
  }
}
