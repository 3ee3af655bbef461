package dev.tollgate.routing.auto;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a prompt has, about: four bytes each, which is near the truth for English, code
 * and, as their characters have more bytes, for other scripts too. It takes a thousandth of the
 * time of a count.
 */
final class PromptEstimate {

  private static final long BYTES_PER_TOKEN = 4;
  private static final long FRAMING_PER_MESSAGE = 3;

  private PromptEstimate() {}

  static long of(ChatRequest request) {
    long bytes = 0;
    for (Message message : request.messages()) {
      bytes += bytes(message);
    }
    for (Tooling.Tool tool : request.tooling().tools()) {
      bytes += bytes(JsonText.of(tool.json()));
    }
    ResponseFormat format = request.responseFormat();
    if (format != null) {
      bytes += bytes(JsonText.of(format.json()));
    }
    return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN
        + FRAMING_PER_MESSAGE * request.messages().size();
  }

  private static long bytes(Message message) {
    if (message instanceof Message.Instructions instructions) {
      return bytes(instructions.content());
    }
    if (message instanceof Message.User user) {
      return bytes(user.content());
    }
    if (message instanceof Message.ToolResult result) {
      return bytes(result.content());
    }
    if (message instanceof Message.Assistant assistant) {
      return bytes(assistant);
    }
    throw new IllegalStateException("a message of unknown kind");
  }

  private static long bytes(Message.Assistant assistant) {
    long bytes = bytes(assistant.content()) + bytes(assistant.reasoning());
    for (ToolCall call : assistant.toolCalls()) {
      bytes += bytes(call.name()) + bytes(call.arguments());
    }
    return bytes;
  }

  private static long bytes(@Nullable Content content) {
    if (content instanceof Content.Parts parts) {
      long bytes = 0;
      for (String text : parts.texts()) {
        bytes += bytes(text);
      }
      return bytes;
    }
    return content == null ? 0 : bytes(content.text());
  }

  /** The bytes of that text in UTF-8, where a lone half of a pair counts like any other half. */
  private static long bytes(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
