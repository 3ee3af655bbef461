package dev.tollgate.chat;

import dev.tollgate.json.Json;
import dev.tollgate.refusal.RefusalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a message's {@code content}: a string, or parts that are all text. */
final class ContentReader {

  private static final Set<String> OTHER_MODALITIES = Set.of("image_url", "input_audio", "file");
  private static final String ALLOWED = "a string or an array of text parts";

  private ContentReader() {}

  /**
   * Refuses what no change elsewhere could make good: a part that is no text, in any message. What
   * else may be wrong with messages and parts is left to their readers.
   */
  static void refuseOtherModalities(Json.Arr messages) {
    int number = 0;
    for (Json item : messages.items()) {
      String path = "messages[" + number++ + "]";
      if (item instanceof Json.Obj message && message.get("content") instanceof Json.Arr parts) {
        refuseOtherModalities(path + ".content", parts);
      }
    }
  }

  private static void refuseOtherModalities(String path, Json.Arr parts) {
    int number = 0;
    for (Json item : parts.items()) {
      String partPath = path + "[" + number++ + "]";
      if (item instanceof Json.Obj part
          && part.get("type") instanceof Json.Str type
          && OTHER_MODALITIES.contains(type.value())) {
        throw FieldReader.refused(
            RefusalKind.UNSUPPORTED_MODALITY,
            partPath + ".type",
            "is \"" + type.value() + "\", but only text is supported: use parts of type \"text\"");
      }
    }
  }

  /** Content that must be there. */
  static Content required(FieldReader message) {
    Content content = read(message);
    if (content == null) {
      throw FieldReader.wrong(message.path("content"), ALLOWED, message.json().get("content"));
    }
    return content;
  }

  /** The content of an assistant's message, where tool calls may stand in for it. */
  static @Nullable Content besideToolCalls(FieldReader message, List<ToolCall> calls) {
    Content content = read(message);
    if (content == null && calls.isEmpty()) {
      throw FieldReader.wrong(
          message.path("content"),
          ALLOWED + ", and only beside 'tool_calls' null or absent",
          message.json().get("content"));
    }
    return content;
  }

  private static @Nullable Content read(FieldReader message) {
    Json content = message.any("content");
    if (content == null) {
      return null;
    }
    if (content instanceof Json.Str string) {
      return new Content.Text(string.value());
    }
    if (content instanceof Json.Arr array) {
      return parts(message.path("content"), array);
    }
    throw FieldReader.wrong(message.path("content"), ALLOWED, content);
  }

  private static Content parts(String path, Json.Arr array) {
    if (array.items().isEmpty()) {
      throw FieldReader.refused(path, "must have at least one part; it is an empty array");
    }
    List<String> texts = new ArrayList<>(array.items().size());
    for (Json item : array.items()) {
      texts.add(text(FieldReader.ofItem(path + "[" + texts.size() + "]", item)));
    }
    return new Content.Parts(texts);
  }

  private static String text(FieldReader part) {
    String type = part.requiredString("type");
    if (!type.equals("text")) {
      throw FieldReader.refused(part.path("type"), "must be \"text\"");
    }
    return part.requiredString("text");
  }
}
