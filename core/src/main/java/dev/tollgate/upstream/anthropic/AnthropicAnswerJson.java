package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer: its blocks are sorted into what our answer has apart. */
final class AnthropicAnswerJson {

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thoughts = new StringBuilder();
  private final List<Json> details = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private boolean hasText;

  private AnthropicAnswerJson() {}

  static ChatResponse read(byte[] body) throws BadAnswer {
    Json.Obj message = AnswerFields.object(body);
    if ("error".equals(AnswerFields.text(message, "type"))) {
      throw new BadAnswer(AnthropicErrors.ofEvent(message));
    }
    Json.Arr content = AnswerFields.array(message, "content");
    FinishReason reason = AnthropicStop.reason(message);
    if (content == null || reason == null) {
      throw BadAnswer.shape("a message without content or stop reason");
    }
    AnthropicAnswerJson answer = new AnthropicAnswerJson();
    for (Json item : content.items()) {
      if (!(item instanceof Json.Obj block)) {
        throw BadAnswer.shape("a block is no object");
      }
      answer.block(block);
    }
    AnthropicUsage usage = new AnthropicUsage();
    usage.add(message.present("usage"));
    return answer.response(reason, usage);
  }

  private void block(Json.Obj block) throws BadAnswer {
    String type = AnswerFields.text(block, "type");
    if (type == null) {
      throw BadAnswer.shape("a block without a type");
    }
    switch (type) {
      case "text" -> {
        hasText = true;
        append(text, block, "text");
      }
      case "thinking" -> {
        String thinking = append(thoughts, block, "thinking");
        details.add(
            AnthropicReasoning.text(
                details.size(), thinking, AnswerFields.text(block, "signature")));
      }
      case "redacted_thinking" -> {
        String data = AnswerFields.text(block, "data");
        if (data != null) {
          details.add(AnthropicReasoning.encrypted(details.size(), data));
        }
      }
      case "tool_use" -> calls.add(call(block));
      default -> {
        // Blocks of tools that run at the provider, which we never ask for.
      }
    }
  }

  private static @Nullable String append(StringBuilder all, Json.Obj block, String name)
      throws BadAnswer {
    String words = AnswerFields.text(block, name);
    if (words != null) {
      all.append(words);
    }
    return words;
  }

  private static ToolCall call(Json.Obj block) throws BadAnswer {
    String id = AnswerFields.nonEmptyText(block, "id");
    String name = AnswerFields.nonEmptyText(block, "name");
    Json.Obj input = AnswerFields.object(block, "input");
    if (id == null || name == null) {
      throw BadAnswer.shape("a tool call without an id or a name");
    }
    return new ToolCall(id, name, input == null ? "{}" : JsonText.of(input));
  }

  private ChatResponse response(FinishReason reason, AnthropicUsage usage) {
    return new ChatResponse(
        hasText || calls.isEmpty() ? text.toString() : null,
        null,
        calls,
        thoughts.isEmpty() ? null : thoughts.toString(),
        details.isEmpty() ? null : new Json.Arr(details),
        reason.fitting(!calls.isEmpty()),
        usage.report());
  }
}
