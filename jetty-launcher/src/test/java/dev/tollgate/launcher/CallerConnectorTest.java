package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** A stop amid callers who come one behind the other: each is answered, closed or refused. */
final class CallerConnectorTest {

  private static final int STOPS = 60;
  private static final int CALLERS = 4;
  private static final int CALLS_BEFORE_THE_STOP = 40;

  private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

  @Test
  void nobodyWhoComesWhileItStopsWaitsInVain() throws Exception {
    try {
      for (int stop = 0; stop < STOPS; stop++) {
        stopAmidCallers();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private void stopAmidCallers() throws Exception {
    Server server = new Server();
    CallerConnector connector = new CallerConnector(server, new HttpConfiguration());
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Hello());
    server.start();
    try {
      CountDownLatch called = new CountDownLatch(CALLS_BEFORE_THE_STOP);
      int port = connector.getLocalPort();
      List<Future<Integer>> waited = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        waited.add(callers.submit(() -> callUntilRefused(port, called)));
      }
      assertThat(called.await(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

      var unused = connector.shutdown();

      for (Future<Integer> inVain : waited) {
        assertThat(inVain.get()).isZero();
      }
    } finally {
      server.stop();
    }
  }

  /** How many calls waited in vain for an answer or an end. */
  private static int callUntilRefused(int port, CountDownLatch called) {
    int inVain = 0;
    boolean refused = false;
    while (!refused) {
      try (RawCaller caller = RawCaller.connect(port)) {
        caller.send("GET / HTTP/1.1\r\nHost: tollgate\r\n\r\n");
        assertThat(caller.line()).isEqualTo("HTTP/1.1 200 OK");
        called.countDown();
      } catch (ConnectException e) {
        refused = true;
      } catch (SocketTimeoutException e) {
        inVain++;
      } catch (IOException e) {
        // Closed without an answer: it came too late, and knows.
        called.countDown();
      }
    }
    return inVain;
  }

  private static final class Hello extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Sink.write(response, true, "hello", callback);
      return true;
    }
  }
}
