package dev.tollgate.chat;

import dev.tollgate.json.Json;
import dev.tollgate.refusal.RefusalKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code messages} in their order, because a tool's result must answer an earlier call. */
final class MessagesReader {

  private static final String ROLES = "system, developer, user, assistant, tool";

  private final Set<String> calledIds = new HashSet<>();

  private MessagesReader() {}

  /** The conversation: at least one message. */
  static List<Message> read(FieldReader body) {
    Json.Arr array = body.array("messages");
    if (array == null) {
      throw FieldReader.wrong(
          "messages", "an array of at least one message", body.json().get("messages"));
    }
    if (array.items().isEmpty()) {
      throw FieldReader.refused("messages", "must have at least one message; it is empty");
    }
    ContentReader.refuseOtherModalities(array);
    MessagesReader reader = new MessagesReader();
    List<Message> messages = new ArrayList<>(array.items().size());
    for (Json item : array.items()) {
      messages.add(reader.message(FieldReader.ofItem("messages[" + messages.size() + "]", item)));
    }
    return messages;
  }

  private Message message(FieldReader message) {
    return switch (message.requiredString("role")) {
      case "system", "developer" -> new Message.Instructions(ContentReader.required(message));
      case "user" -> new Message.User(ContentReader.required(message));
      case "assistant" -> assistant(message);
      case "tool" -> toolResult(message);
      default -> throw FieldReader.refused(message.path("role"), "must be one of " + ROLES);
    };
  }

  private Message assistant(FieldReader message) {
    if (message.any("audio") != null) {
      throw FieldReader.refused(
          RefusalKind.UNSUPPORTED_MODALITY,
          message.path("audio"),
          "is not supported, only text is; leave it out");
    }
    List<ToolCall> calls = toolCalls(message);
    Content content = ContentReader.besideToolCalls(message, calls);
    calls.forEach(call -> calledIds.add(call.id()));
    return new Message.Assistant(
        content, calls, reasoning(message), message.array("reasoning_details"));
  }

  private static @Nullable String reasoning(FieldReader message) {
    // The same text under two names: clients send back the one that they know.
    String reasoning = message.string("reasoning");
    String alias = message.string("reasoning_content");
    return reasoning == null ? alias : reasoning;
  }

  private static List<ToolCall> toolCalls(FieldReader message) {
    Json.Arr array = message.array("tool_calls");
    if (array == null) {
      return List.of();
    }
    List<ToolCall> calls = new ArrayList<>(array.items().size());
    for (Json item : array.items()) {
      String path = message.path("tool_calls") + "[" + calls.size() + "]";
      calls.add(toolCall(FieldReader.ofItem(path, item)));
    }
    return calls;
  }

  private static ToolCall toolCall(FieldReader call) {
    if (call.any("type") != null) {
      RequestRules.requireType(call, "function");
    }
    String id = call.requiredString("id");
    FieldReader function = call.requiredObject("function");
    return new ToolCall(id, function.requiredName("name"), function.requiredString("arguments"));
  }

  private Message toolResult(FieldReader message) {
    String id = message.requiredString("tool_call_id");
    if (!calledIds.contains(id)) {
      throw FieldReader.refused(
          message.path("tool_call_id"), "must be the id of a tool call in an earlier message");
    }
    return new Message.ToolResult(id, ContentReader.required(message));
  }
}
