package dev.tollgate.upstream.openai;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Reasoning;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.chat.Sampling;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.upstream.UpstreamRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request from the typed model and from nothing else: neither metadata nor an unknown
 * member of the caller's body can reach an upstream.
 */
final class OpenAiRequestJson {

  private final OpenAiDialect dialect;
  private final OpenAiMessageJson messages;

  OpenAiRequestJson(OpenAiDialect dialect) {
    this.dialect = dialect;
    this.messages = new OpenAiMessageJson(dialect);
  }

  byte[] write(UpstreamRequest request) {
    ChatRequest chat = request.chat();
    JsonObject body =
        new JsonObject()
            .put("model", request.model())
            .put("messages", new Json.Arr(chat.messages().stream().map(messages::write).toList()))
            .put(dialect.capName(), request.maxTokens());
    if (chat.stream()) {
      body.put("stream", true)
          .put("stream_options", new JsonObject().put("include_usage", true).build());
    }
    putSampling(body, chat.sampling());
    putTooling(body, chat.tooling());
    ResponseFormat format = chat.responseFormat();
    if (format != null) {
      body.put("response_format", format.json());
    }
    Reasoning reasoning = chat.reasoning();
    if (reasoning != null) {
      putReasoning(body, reasoning);
    }
    return JsonText.of(body.build()).getBytes(StandardCharsets.UTF_8);
  }

  private static void putSampling(JsonObject body, Sampling sampling) {
    putNumber(body, "temperature", sampling.temperature());
    putNumber(body, "top_p", sampling.topP());
    putNumber(body, "frequency_penalty", sampling.frequencyPenalty());
    putNumber(body, "presence_penalty", sampling.presencePenalty());
    if (!sampling.stop().isEmpty()) {
      List<Json> words = sampling.stop().stream().<Json>map(Json.Str::new).toList();
      body.put("stop", new Json.Arr(words));
    }
  }

  private static void putNumber(JsonObject body, String name, @Nullable BigDecimal number) {
    if (number != null) {
      body.put(name, new Json.Num(number.toString()));
    }
  }

  private static void putTooling(JsonObject body, Tooling tooling) {
    if (tooling.tools().isEmpty()) {
      return;
    }
    body.put(
        "tools", new Json.Arr(tooling.tools().stream().<Json>map(Tooling.Tool::json).toList()));
    Tooling.Choice choice = tooling.choice();
    if (choice instanceof Tooling.Mode mode) {
      body.put("tool_choice", mode.name().toLowerCase(Locale.ROOT));
    } else if (choice instanceof Tooling.Named named) {
      body.put(
          "tool_choice",
          new JsonObject()
              .put("type", "function")
              .put("function", new JsonObject().put("name", named.function()).build())
              .build());
    }
    Boolean parallel = tooling.parallelCalls();
    if (parallel != null) {
      body.put("parallel_tool_calls", parallel);
    }
  }

  /**
   * An effort goes as {@code reasoning_effort}, which is known everywhere. A budget of tokens has
   * no such name: it goes as OpenRouter's object, alone, where unknown members do no harm; beside
   * an effort it is left out, since that object takes one of the two.
   */
  private void putReasoning(JsonObject body, Reasoning reasoning) {
    Reasoning.Effort effort = reasoning.effort();
    Long budget = reasoning.maxTokens();
    if (effort != null) {
      body.put("reasoning_effort", effort.name().toLowerCase(Locale.ROOT));
    } else if (budget != null && dialect.takesExtensions()) {
      body.put("reasoning", new JsonObject().put("max_tokens", budget).build());
    }
  }
}
