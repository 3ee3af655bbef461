package dev.tollgate.chat;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what callers send; stateless and thread-safe.
 *
 * <p>A parameter that is null counts as absent. Parameters that are not read here are ignored,
 * whatever they hold, and go no further.
 */
public final class ChatJson {

  private static final int MAX_STOPS = 4;

  private ChatJson() {}

  /**
   * Reads a body as a request that keeps every rule which needs no catalog; whether the model
   * exists is the catalog's to say.
   *
   * @throws Refusal with the path of the first field that is wrong
   */
  public static ChatRequest readRequest(byte[] body) {
    FieldReader fields = new FieldReader("", object(body));
    Map<String, String> metadata = MetadataReader.read(fields);
    RequestRules.refuseUnsupported(fields);
    return new ChatRequest(
        model(fields),
        MessagesReader.read(fields),
        Boolean.TRUE.equals(fields.bool("stream")),
        maxTokens(fields),
        sampling(fields),
        ToolingReader.read(fields),
        responseFormat(fields.object("response_format")),
        ReasoningReader.read(fields),
        metadata,
        body.length);
  }

  private static Json.Obj object(byte[] body) {
    Json json;
    try {
      json = StrictJson.read(body);
    } catch (MalformedJson e) {
      throw Refusal.of(
          RefusalKind.INVALID_REQUEST,
          "The request body must be one JSON object; " + e.getMessage() + ".");
    }
    if (json instanceof Json.Obj object) {
      return object;
    }
    throw Refusal.of(
        RefusalKind.INVALID_REQUEST,
        "The request body must be one JSON object; it is another JSON value.");
  }

  private static @Nullable String model(FieldReader body) {
    Json model = body.any("model");
    if (model == null || model instanceof Json.Str) {
      return body.string("model");
    }
    throw FieldReader.refused(
        RefusalKind.INVALID_MODEL, "model", "must be a string, the id of a model");
  }

  private static @Nullable Long maxTokens(FieldReader body) {
    Long older = body.count("max_tokens");
    Long newer = body.count("max_completion_tokens");
    return newer == null ? older : newer;
  }

  private static Sampling sampling(FieldReader body) {
    return new Sampling(
        body.number("temperature", 0, 2),
        body.number("top_p", 0, 1),
        body.number("frequency_penalty", -2, 2),
        body.number("presence_penalty", -2, 2),
        stop(body.any("stop")));
  }

  private static List<String> stop(@Nullable Json stop) {
    if (stop == null) {
      return List.of();
    }
    if (stop instanceof Json.Str one) {
      return List.of(one.value());
    }
    String allowed = "a string or an array of at most 4 strings";
    if (!(stop instanceof Json.Arr array)) {
      throw FieldReader.wrong("stop", allowed, stop);
    }
    if (array.items().size() > MAX_STOPS) {
      throw FieldReader.refused("stop", "must be " + allowed + "; it has more");
    }
    List<String> sequences = new ArrayList<>();
    for (Json item : array.items()) {
      if (!(item instanceof Json.Str sequence)) {
        throw FieldReader.wrong("stop[" + sequences.size() + "]", "a string", item);
      }
      sequences.add(sequence.value());
    }
    return sequences;
  }

  private static @Nullable ResponseFormat responseFormat(@Nullable FieldReader format) {
    if (format == null) {
      return null;
    }
    ResponseFormat.Kind kind =
        switch (format.requiredString("type")) {
          case "text" -> ResponseFormat.Kind.TEXT;
          case "json_object" -> ResponseFormat.Kind.JSON_OBJECT;
          case "json_schema" -> ResponseFormat.Kind.JSON_SCHEMA;
          default ->
              throw FieldReader.refused(
                  format.path("type"), "must be one of text, json_object, json_schema");
        };
    if (kind == ResponseFormat.Kind.JSON_SCHEMA) {
      FieldReader schema = format.requiredObject("json_schema");
      schema.requiredName("name");
      schema.requiredObject("schema");
      schema.bool("strict");
    }
    return new ResponseFormat(kind, format.json());
  }
}
