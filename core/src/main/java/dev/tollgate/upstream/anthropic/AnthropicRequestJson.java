package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.chat.Sampling;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.upstream.UpstreamRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a request from the typed model and from nothing else. */
final class AnthropicRequestJson {

  /** The API knows no answer of any JSON object, only of one schema. */
  private static final String JSON_OBJECT =
      "Answer with a single JSON object and nothing else: no text around it, no code fence.";

  /** The most that the API takes; ours goes up to 2. */
  private static final BigDecimal HOTTEST = BigDecimal.ONE;

  /** The least top_p beside a budget of thinking. */
  private static final BigDecimal LEAST_TOP_P = new BigDecimal("0.95");

  private AnthropicRequestJson() {}

  static byte[] write(UpstreamRequest request) {
    ChatRequest chat = request.chat();
    AnthropicModel model = AnthropicModel.of(request.model());
    AnthropicThinking thinking = AnthropicThinking.of(request, model);
    AnthropicTurns turns = new AnthropicTurns(chat.messages());
    JsonObject body =
        new JsonObject().put("model", request.model()).put("max_tokens", request.maxTokens());
    List<Json> system = system(turns, chat.responseFormat());
    if (!system.isEmpty()) {
      body.put("system", new Json.Arr(system));
    }
    body.put("messages", new Json.Arr(turns.turns()));
    if (chat.stream()) {
      body.put("stream", true);
    }
    if (model.takesSampling()) {
      putSampling(body, chat.sampling(), thinking.isBudgeted());
    }
    List<String> stop = chat.sampling().stop();
    if (!stop.isEmpty()) {
      body.put("stop_sequences", new Json.Arr(stop.stream().<Json>map(Json.Str::new).toList()));
    }
    AnthropicToolsJson.put(body, chat.tooling());
    Json.Obj config = thinking.config();
    if (config != null) {
      body.put("thinking", config);
    }
    putOutput(body, thinking.effort(), chat.responseFormat());
    return JsonText.bytes(body.build());
  }

  private static List<Json> system(AnthropicTurns turns, @Nullable ResponseFormat format) {
    List<Json> system = new ArrayList<>(turns.system());
    if (format != null && format.kind() == ResponseFormat.Kind.JSON_OBJECT) {
      system.add(new JsonObject().put("type", "text").put("text", JSON_OBJECT).build());
    }
    return system;
  }

  /** One of the two goes up: newer models refuse both together. The API knows no penalties. */
  private static void putSampling(JsonObject body, Sampling sampling, boolean budgeted) {
    BigDecimal temperature = sampling.temperature();
    BigDecimal topP = sampling.topP();
    if (temperature != null && !budgeted) {
      body.put("temperature", new Json.Num(temperature.min(HOTTEST).toString()));
    } else if (topP != null && (!budgeted || topP.compareTo(LEAST_TOP_P) >= 0)) {
      body.put("top_p", new Json.Num(topP.toString()));
    }
  }

  private static void putOutput(
      JsonObject body, @Nullable String effort, @Nullable ResponseFormat format) {
    Optional<Json.Obj> schema = format == null ? Optional.empty() : format.schema();
    if (effort == null && schema.isEmpty()) {
      return;
    }
    JsonObject output = new JsonObject();
    if (effort != null) {
      output.put("effort", effort);
    }
    schema.ifPresent(
        json ->
            output.put(
                "format",
                new JsonObject()
                    .put("type", "json_schema")
                    .put("schema", AnthropicSchema.closed(json))
                    .build()));
    body.put("output_config", output.build());
  }
}
