package dev.tollgate.upstream.openai;

import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the messages of a conversation. */
final class OpenAiMessageJson {

  private final OpenAiDialect dialect;

  OpenAiMessageJson(OpenAiDialect dialect) {
    this.dialect = dialect;
  }

  Json write(Message message) {
    if (message instanceof Message.Instructions instructions) {
      return withRole("system", instructions.content()).build();
    }
    if (message instanceof Message.User user) {
      return withRole("user", user.content()).build();
    }
    if (message instanceof Message.ToolResult result) {
      return withRole("tool", result.content()).put("tool_call_id", result.toolCallId()).build();
    }
    if (message instanceof Message.Assistant assistant) {
      return assistant(assistant);
    }
    throw new IllegalStateException("a kind of message without a wire form");
  }

  private Json assistant(Message.Assistant message) {
    JsonObject json = withRole("assistant", message.content());
    if (!message.toolCalls().isEmpty()) {
      List<Json> calls = message.toolCalls().stream().map(OpenAiMessageJson::toolCall).toList();
      json.put("tool_calls", new Json.Arr(calls));
    }
    if (dialect.takesExtensions()) {
      if (message.reasoning() != null) {
        json.put("reasoning", message.reasoning());
      }
      Json.Arr details = message.reasoningDetails();
      if (details != null) {
        json.put("reasoning_details", details);
      }
    }
    return json.build();
  }

  private static Json toolCall(ToolCall call) {
    return new JsonObject()
        .put("id", call.id())
        .put("type", "function")
        .put(
            "function",
            new JsonObject().put("name", call.name()).put("arguments", call.arguments()).build())
        .build();
  }

  private static JsonObject withRole(String role, @Nullable Content content) {
    return new JsonObject().put("role", role).put("content", content(content));
  }

  private static Json content(@Nullable Content content) {
    if (content == null) {
      return Json.NULL;
    }
    if (content instanceof Content.Parts parts) {
      return new Json.Arr(parts.texts().stream().map(OpenAiMessageJson::textPart).toList());
    }
    return new Json.Str(content.text());
  }

  private static Json textPart(String text) {
    return new JsonObject().put("type", "text").put("text", text).build();
  }
}
