package dev.tollgate.upstream.gemini;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.chat.Sampling;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.upstream.UpstreamRequest;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a request from the typed model and from nothing else. */
final class GeminiRequestJson {

  private GeminiRequestJson() {}

  static byte[] write(UpstreamRequest request) {
    ChatRequest chat = request.chat();
    GeminiModel model = GeminiModel.of(request.model());
    GeminiContents contents = new GeminiContents(chat.messages(), model.isLevelled());
    JsonObject body = new JsonObject().put("contents", new Json.Arr(contents.contents()));
    if (!contents.instructions().isEmpty()) {
      body.put(
          "systemInstruction",
          new JsonObject().put("parts", new Json.Arr(contents.instructions())).build());
    }
    putTooling(body, chat.tooling());
    body.put("generationConfig", config(request, model));
    return JsonText.bytes(body.build());
  }

  private static Json.Obj config(UpstreamRequest request, GeminiModel model) {
    ChatRequest chat = request.chat();
    Sampling sampling = chat.sampling();
    JsonObject config = new JsonObject().put("maxOutputTokens", request.maxTokens());
    putNumber(config, "temperature", sampling.temperature());
    putNumber(config, "topP", sampling.topP());
    putNumber(config, "presencePenalty", sampling.presencePenalty());
    putNumber(config, "frequencyPenalty", sampling.frequencyPenalty());
    if (!sampling.stop().isEmpty()) {
      List<Json> words = sampling.stop().stream().<Json>map(Json.Str::new).toList();
      config.put("stopSequences", new Json.Arr(words));
    }
    ResponseFormat format = chat.responseFormat();
    if (format != null && format.kind() != ResponseFormat.Kind.TEXT) {
      config.put("responseMimeType", "application/json");
      format.schema().ifPresent(schema -> config.put("responseJsonSchema", schema));
    }
    Json.Obj thinking = GeminiThinking.config(chat.reasoning(), request.maxTokens(), model);
    if (thinking != null) {
      config.put("thinkingConfig", thinking);
    }
    return config.build();
  }

  private static void putNumber(JsonObject config, String name, @Nullable BigDecimal number) {
    if (number != null) {
      config.put(name, new Json.Num(number.toString()));
    }
  }

  /** The API has no word for calls one by one: that wish is left out. */
  private static void putTooling(JsonObject body, Tooling tooling) {
    if (tooling.tools().isEmpty()) {
      return;
    }
    List<Json> functions = tooling.tools().stream().<Json>map(GeminiRequestJson::function).toList();
    Json.Obj tool = new JsonObject().put("functionDeclarations", new Json.Arr(functions)).build();
    body.put("tools", new Json.Arr(List.of(tool)));
    Tooling.Choice choice = tooling.choice();
    if (choice != null) {
      body.put("toolConfig", new JsonObject().put("functionCallingConfig", choice(choice)).build());
    }
  }

  private static Json.Obj function(Tooling.Tool tool) {
    JsonObject json = new JsonObject().put("name", tool.name());
    if (tool.json().get("function") instanceof Json.Obj function) {
      if (function.present("description") instanceof Json.Str description) {
        json.put("description", description);
      }
      if (function.present("parameters") instanceof Json.Obj schema) {
        json.put("parametersJsonSchema", schema);
      }
    }
    return json.build();
  }

  private static Json.Obj choice(Tooling.Choice choice) {
    JsonObject json = new JsonObject();
    if (choice instanceof Tooling.Named named) {
      return json.put("mode", "ANY")
          .put("allowedFunctionNames", new Json.Arr(List.of(new Json.Str(named.function()))))
          .build();
    }
    if (choice == Tooling.Mode.REQUIRED) {
      return json.put("mode", "ANY").build();
    }
    return json.put("mode", choice == Tooling.Mode.NONE ? "NONE" : "AUTO").build();
  }
}
