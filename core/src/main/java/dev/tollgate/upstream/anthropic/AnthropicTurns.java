package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.upstream.codec.ToolArguments;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the API wants it: instructions apart, and turns of the user and the assistant
 * that alternate, each a list of blocks. Results of tools are the user's.
 */
final class AnthropicTurns {

  private static final String USER = "user";

  private final List<Json> system = new ArrayList<>();
  private final List<Json> turns = new ArrayList<>();
  private final AnthropicToolIds ids = new AnthropicToolIds();
  private @Nullable String role;
  private List<Json> blocks = new ArrayList<>();

  /** Reads a conversation, which holds at least one message. */
  AnthropicTurns(List<Message> messages) {
    messages.forEach(this::add);
    if (role == null) {
      // Instructions alone: the API wants somebody to have said something.
      turn(USER).addAll(system);
      system.clear();
    }
    closeTurn();
  }

  /** The instructions as text blocks, possibly none. */
  List<Json> system() {
    return system;
  }

  /** The turns; none when nobody said anything. */
  List<Json> turns() {
    return turns;
  }

  private void add(Message message) {
    if (message instanceof Message.Instructions instructions) {
      addTexts(system, instructions.content());
    } else if (message instanceof Message.User user) {
      addTexts(turn(USER), user.content());
    } else if (message instanceof Message.ToolResult result) {
      turn(USER).add(toolResult(result));
    } else if (message instanceof Message.Assistant assistant) {
      addAssistant(turn("assistant"), assistant);
    } else {
      throw new IllegalStateException("a kind of message without a wire form");
    }
  }

  private List<Json> turn(String speaker) {
    if (!speaker.equals(role)) {
      closeTurn();
      role = speaker;
    }
    return blocks;
  }

  /** A turn without a block is left out: the API refuses it. */
  private void closeTurn() {
    if (role != null && !blocks.isEmpty()) {
      turns.add(new JsonObject().put("role", role).put("content", new Json.Arr(blocks)).build());
      blocks = new ArrayList<>();
    }
  }

  private void addAssistant(List<Json> turn, Message.Assistant message) {
    turn.addAll(AnthropicReasoning.blocks(message.reasoningDetails()));
    Content content = message.content();
    if (content != null) {
      addTexts(turn, content);
    }
    for (ToolCall call : message.toolCalls()) {
      turn.add(
          new JsonObject()
              .put("type", "tool_use")
              .put("id", ids.call(call.id()))
              .put("name", call.name())
              .put("input", ToolArguments.object(call))
              .build());
    }
  }

  private Json toolResult(Message.ToolResult result) {
    List<Json> texts = new ArrayList<>();
    addTexts(texts, result.content());
    return new JsonObject()
        .put("type", "tool_result")
        .put("tool_use_id", ids.result(result.toolCallId()))
        .put("content", new Json.Arr(texts))
        .build();
  }

  /** Texts without a visible character are left out: the API refuses them. */
  private static void addTexts(List<Json> blocks, Content content) {
    List<String> texts =
        content instanceof Content.Parts parts ? parts.texts() : List.of(content.text());
    for (String text : texts) {
      if (!text.isBlank()) {
        blocks.add(new JsonObject().put("type", "text").put("text", text).build());
      }
    }
  }
}
