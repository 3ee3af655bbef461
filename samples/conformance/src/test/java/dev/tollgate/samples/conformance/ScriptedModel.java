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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A provider that answers whatever is asked as a model would: with a tool call where one is
 * required, with JSON where it must be JSON, with reasoning where it is told to think. Its streams
 * are as careless as some providers' are: roles said again, nulls, and two calls in one chunk.
 */
final class ScriptedModel implements AutoCloseable {

  private static final String CALLS =
      "[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
          + "{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\"}},"
          + "{\"index\":1,\"id\":\"call_2\",\"type\":\"function\",\"function\":"
          + "{\"name\":\"get_weather\",\"arguments\":\"{}\"}}]";
  private static final String MORE =
      "[{\"index\":0,\"function\":{\"arguments\":\"\\\"Paris\\\"}\"}}]";
  private static final String WHOLE_CALL =
      "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
          + "{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}]";
  private static final String THOUGHT =
      "\"reasoning\":\"Hm.\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"Hm.\"}]";

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
    server.createContext("/v1/chat/completions", ScriptedModel::answer);
    server.start();
    return model;
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      JsonValue asked = JsonValue.read(new String(bytes, StandardCharsets.UTF_8));
      boolean streams = asked.has("stream");
      String body = streams ? stream(asked) : whole(asked);
      exchange
          .getResponseHeaders()
          .set("Content-Type", streams ? "text/event-stream" : "application/json");
      byte[] answer = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer);
      }
    }
  }

  private static boolean mustCall(JsonValue asked) {
    return asked.has("tool_choice")
        && (asked.at("tool_choice").value() instanceof String word
            ? word.equals("required")
            : asked.has("tool_choice.function"));
  }

  private static boolean thinks(JsonValue asked) {
    return asked.has("reasoning_effort") && !asked.text("reasoning_effort").equals("none");
  }

  private static boolean isShort(JsonValue asked) {
    return asked.integer("max_tokens") < 9;
  }

  private static String text(JsonValue asked) {
    if (isShort(asked)) {
      return "1";
    }
    boolean json =
        asked.has("response_format") && !asked.text("response_format.type").equals("text");
    return json ? "{\\\"city\\\":\\\"Paris\\\"}" : "Hello there!";
  }

  private static String reason(JsonValue asked) {
    return isShort(asked) ? "length" : mustCall(asked) ? "tool_calls" : "stop";
  }

  private static String usage(JsonValue asked) {
    int completion = isShort(asked) ? 1 : 9;
    return "{\"prompt_tokens\":20,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(completion, completion + 20);
  }

  private static String whole(JsonValue asked) {
    String content = mustCall(asked) ? "null" : '"' + text(asked) + '"';
    String calls = mustCall(asked) ? WHOLE_CALL : "null";
    return """
        {"id":"gen-upstream","object":"chat.completion","created":1,"model":"provider-a-0613",
        "provider":"Scripted","choices":[{"index":0,"native_finish_reason":"x","message":
        {"role":"assistant","content":%s,"tool_calls":%s%s},"finish_reason":"%s"}],"usage":%s}"""
        .formatted(content, calls, thinks(asked) ? "," + THOUGHT : "", reason(asked), usage(asked));
  }

  private static String stream(JsonValue asked) {
    List<String> deltas = new ArrayList<>();
    deltas.add("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":null}");
    if (thinks(asked)) {
      deltas.add("{\"role\":\"assistant\",\"content\":\"\"," + THOUGHT + "}");
    }
    if (mustCall(asked)) {
      deltas.add("{\"tool_calls\":" + CALLS + "}");
      deltas.add("{\"tool_calls\":" + MORE + "}");
    } else {
      deltas.add("{\"role\":\"assistant\",\"content\":\"" + text(asked) + "\"}");
      deltas.add("{\"role\":\"assistant\",\"content\":\"\"}");
    }
    StringBuilder events = new StringBuilder(": working\r\n\r\n");
    deltas.forEach(delta -> events.append(event("[" + choice(delta, "null") + "]", "")));
    events.append(event("[" + choice("{}", '"' + reason(asked) + '"') + "]", ""));
    return events.append(event("[]", ",\"usage\":" + usage(asked))) + "data: [DONE]\n\n";
  }

  private static String choice(String delta, String reason) {
    return "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}";
  }

  private static String event(String choices, String more) {
    return "data:{\"id\":\"gen-upstream\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"provider-a-0613\",\"provider\":\"Scripted\",\"choices\":"
        + choices
        + more
        + "}\r\n\r\n";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
