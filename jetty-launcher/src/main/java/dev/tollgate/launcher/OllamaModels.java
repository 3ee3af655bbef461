package dev.tollgate.launcher;

import dev.tollgate.config.ModelConfig;
import dev.tollgate.config.PricedModelConfig;
import dev.tollgate.config.RouteConfig;
import dev.tollgate.config.Secret;
import dev.tollgate.config.UpstreamConfig;
import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.pricing.Price;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The models that an Ollama has at the moment, free of charge. */
final class OllamaModels {

  private static final String PROVIDER = "ollama";
  private static final Duration MOST_TIME = Duration.ofSeconds(2);
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_MODELS = 100;
  private static final int LONGEST_ID = 128;
  private static final Price FREE = Price.ofDollars("0", "0");

  private final Optional<URI> address;

  /**
   * Those of one Ollama.
   *
   * @param host where it listens, as {@code OLLAMA_HOST} says it
   */
  OllamaModels(String host) {
    this.address = OllamaHost.address(host);
  }

  DemoOffer offer() throws InterruptedException {
    if (address.isEmpty()) {
      return DemoOffer.none(PROVIDER, "OLLAMA_HOST is no address such as 127.0.0.1:11434");
    }
    URI server = address.get();
    try {
      Set<String> names = names(ask(server));
      return names.isEmpty()
          ? DemoOffer.none(PROVIDER, "it has no models at " + server)
          : offer(server, names);
    } catch (IOException | MalformedJson e) {
      String reason = e instanceof ConnectException ? "nothing answers" : "no list of models came";
      return DemoOffer.none(PROVIDER, reason + " at " + server);
    }
  }

  /** Asks with one bound for all of it, the body too. */
  private static byte[] ask(URI server) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/tags")).build();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.ofByteArrayConsumer(
                part -> part.ifPresent(p -> add(p, body))));
    try {
      int status = answer.get(MOST_TIME.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      if (status != 200) {
        throw new IOException("status " + status);
      }
      return body.toByteArray();
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer in time", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  private static void add(byte[] part, ByteArrayOutputStream body) {
    if (body.size() + part.length > MOST_BYTES) {
      throw new IllegalStateException("a list of models of more than " + MOST_BYTES + " bytes");
    }
    body.writeBytes(part);
  }

  private static Set<String> names(byte[] body) throws MalformedJson {
    Set<String> names = new LinkedHashSet<>();
    if (StrictJson.read(body) instanceof Json.Obj tags
        && tags.get("models") instanceof Json.Arr models) {
      for (Json model : models.items()) {
        if (model instanceof Json.Obj object
            && object.get("name") instanceof Json.Str name
            && isId(name.value())
            && names.size() < MOST_MODELS) {
          names.add(name.value());
        }
      }
    }
    return names;
  }

  /** True for what can be a model's id here. */
  private static boolean isId(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST_ID
        && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private static DemoOffer offer(URI server, Set<String> names) {
    List<ModelConfig> models =
        names.stream()
            .<ModelConfig>map(
                name -> PricedModelConfig.of(name, FREE, new RouteConfig(PROVIDER, name)))
            .toList();
    UpstreamConfig upstream = UpstreamConfig.of(PROVIDER, server.resolve("/v1"), Secret.NONE);
    return DemoOffer.of(PROVIDER, "OLLAMA_HOST", List.of(upstream), models);
  }
}
