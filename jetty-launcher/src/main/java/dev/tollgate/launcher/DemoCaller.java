package dev.tollgate.launcher;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A program that calls the gateway, as any would: over HTTP, with a key. */
final class DemoCaller {

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String DATA = "data: ";

  private final URI address;
  private final String key;

  /** What the end of the stream told. */
  record Told(String model, long promptTokens, long completionTokens) {}

  DemoCaller(URI address, String key) {
    this.address = address;
    this.key = key;
  }

  /** Asks for a stream and hands on its text as it comes. */
  Told ask(String model, String question, Consumer<String> text)
      throws IOException, InterruptedException, MalformedJson {
    HttpRequest request =
        HttpRequest.newBuilder(completions())
            .timeout(LONGEST)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(model, question)))
            .build();
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new IOException("the completion was answered with " + response.statusCode());
    }
    Told told = null;
    try (Stream<String> lines = response.body()) {
      for (String line : (Iterable<String>) lines::iterator) {
        if (line.startsWith(DATA + "{")
            && StrictJson.read(line.substring(DATA.length())) instanceof Json.Obj chunk) {
          text.accept(content(chunk));
          if (chunk.get("usage") instanceof Json.Obj usage) {
            told =
                new Told(model, count(usage, "prompt_tokens"), count(usage, "completion_tokens"));
          }
        }
      }
    }
    if (told == null) {
      throw new IOException("the stream broke off");
    }
    return told;
  }

  /** The line with which a person does the same. */
  String curl() {
    return String.join(
        System.lineSeparator(),
        List.of(
            "  curl -N " + completions() + " \\",
            "    -H 'Authorization: Bearer " + key + "' \\",
            "    -H 'Content-Type: application/json' \\",
            "    -d '" + body("stansa-g4", "Hello!") + "'"));
  }

  private URI completions() {
    return address.resolve("/v1/chat/completions");
  }

  private static String body(String model, String question) {
    Json.Obj message = new JsonObject().put("role", "user").put("content", question).build();
    return JsonText.of(
        new JsonObject()
            .put("model", model)
            .put("stream", true)
            .put("messages", new Json.Arr(List.of(message)))
            .build());
  }

  private static String content(Json.Obj chunk) {
    if (chunk.get("choices") instanceof Json.Arr choices
        && !choices.items().isEmpty()
        && choices.items().get(0) instanceof Json.Obj choice
        && choice.get("delta") instanceof Json.Obj delta
        && delta.get("content") instanceof Json.Str content) {
      return content.value();
    }
    return "";
  }

  private static long count(Json.Obj usage, String name) {
    return usage.get(name) instanceof Json.Num number ? number.longValue() : 0;
  }
}
