package dev.tollgate.launcher;

import dev.tollgate.json.MalformedJson;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/** The demo's upstream: a real HTTP server on loopback, with a {@link DemoModel} behind it. */
final class DemoUpstream implements AutoCloseable {

  private static final long MILLIS_A_WORD = 25;
  private static final int THREADS = 8;

  private final Server server;
  private final ServerConnector connector;

  private DemoUpstream(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  static DemoUpstream start() throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("demo-upstream");
    Server server = new Server(threads);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Completions());
    server.start();
    return new DemoUpstream(server, connector);
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/v1");
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private static final class Completions extends Handler.Abstract {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Content.Source.asByteBuffer(
          request,
          Promise.from(body -> answer(request, response, body, callback), callback::failed));
      return true;
    }

    private void answer(Request request, Response response, ByteBuffer body, Callback callback) {
      byte[] bytes = new byte[body.remaining()];
      body.get(bytes);
      DemoModel model;
      try {
        model = DemoModel.answerTo(bytes);
      } catch (MalformedJson e) {
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        return;
      }
      if (model.stream()) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        Scheduler scheduler = getServer().getScheduler();
        new Speech(model.events().iterator(), response, scheduler, callback).iterate();
      } else {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, true, model.whole(), callback);
      }
    }
  }

  /** Says one word after another; no thread waits between two. */
  private static final class Speech extends IteratingCallback {

    private final Iterator<String> events;
    private final Response response;
    private final Scheduler scheduler;
    private final Callback callback;
    private boolean breath;

    Speech(Iterator<String> events, Response response, Scheduler scheduler, Callback callback) {
      this.events = events;
      this.response = response;
      this.scheduler = scheduler;
      this.callback = callback;
    }

    @Override
    protected Action process() {
      if (!events.hasNext()) {
        return Action.SUCCEEDED;
      }
      breath = !breath;
      if (breath) {
        scheduler.schedule(this::succeeded, MILLIS_A_WORD, TimeUnit.MILLISECONDS);
      } else {
        byte[] event = events.next().getBytes(StandardCharsets.UTF_8);
        response.write(!events.hasNext(), ByteBuffer.wrap(event), this);
      }
      return Action.SCHEDULED;
    }

    @Override
    protected void onCompleteSuccess() {
      callback.succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable failure) {
      callback.failed(failure);
    }
  }
}
