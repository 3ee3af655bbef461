package dev.tollgate.samples.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.samples.conformance.client.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider that answers whatever is asked as a model would, in whichever of three APIs it is
 * asked: with a tool call where one is required, with JSON where it must be JSON, with reasoning
 * where it is told to think.
 */
final class ScriptedModel implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private ScriptedModel(HttpServer server) {
    this.server = server;
  }

  static ScriptedModel start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedModel model = new ScriptedModel(server);
    server.setExecutor(model.threads);
    model.speak("/v1/chat/completions", new OpenAiSpeech());
    model.speak("/v1/messages", new AnthropicSpeech());
    model.speak("/v1beta/models/", new GeminiSpeech());
    server.start();
    return model;
  }

  private void speak(String path, Speech speech) {
    server.createContext(path, exchange -> answer(exchange, speech));
  }

  /** Where all APIs are below. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, Speech speech) throws IOException {
    try (exchange) {
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      JsonValue asked = JsonValue.read(new String(bytes, StandardCharsets.UTF_8));
      Wish wish = speech.wish(exchange.getRequestURI().getPath(), asked);
      String body = wish.streams() ? speech.stream(wish) : speech.whole(wish);
      exchange
          .getResponseHeaders()
          .set("Content-Type", wish.streams() ? "text/event-stream" : "application/json");
      byte[] answer = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
