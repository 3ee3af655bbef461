package dev.tollgate.upstream.gemini;

import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.codec.ToolArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the API wants it: instructions apart, and contents of the user and the model
 * that alternate, each a list of parts. Results of tools are the user's.
 */
final class GeminiContents {

  private static final String USER = "user";

  /**
   * Stands for the signature of a call that this provider did not make, or whose caller did not
   * keep it: newer models refuse calls without one, and this is the documented way out.
   */
  private static final String NO_SIGNATURE = "skip_thought_signature_validator";

  private final boolean wantsSignatures;
  private final List<Json> instructions = new ArrayList<>();
  private final List<Json> contents = new ArrayList<>();
  private final Map<String, String> namesOfCalls = new HashMap<>();
  private @Nullable String role;
  private List<Json> parts = new ArrayList<>();

  /**
   * Reads a conversation, which holds at least one message.
   *
   * @param wantsSignatures true when the model refuses tool calls without a signature
   */
  GeminiContents(List<Message> messages, boolean wantsSignatures) {
    this.wantsSignatures = wantsSignatures;
    messages.forEach(this::add);
    if (role == null) {
      // Instructions alone: the API wants somebody to have said something.
      content(USER).addAll(instructions);
      instructions.clear();
    }
    closeContent();
  }

  /** The instructions as text parts, possibly none. */
  List<Json> instructions() {
    return instructions;
  }

  /** The contents; none when nobody said anything. */
  List<Json> contents() {
    return contents;
  }

  private void add(Message message) {
    if (message instanceof Message.Instructions said) {
      addTexts(instructions, said.content(), Optional.empty());
    } else if (message instanceof Message.User user) {
      addTexts(content(USER), user.content(), Optional.empty());
    } else if (message instanceof Message.ToolResult result) {
      content(USER).add(functionResponse(result));
    } else if (message instanceof Message.Assistant assistant) {
      addAssistant(content("model"), assistant);
    } else {
      throw new IllegalStateException("a kind of message without a wire form");
    }
  }

  private List<Json> content(String speaker) {
    if (!speaker.equals(role)) {
      closeContent();
      role = speaker;
    }
    return parts;
  }

  /** A content without a part is left out: the API refuses it. */
  private void closeContent() {
    if (role != null && !parts.isEmpty()) {
      contents.add(new JsonObject().put("role", role).put("parts", new Json.Arr(parts)).build());
      parts = new ArrayList<>();
    }
  }

  private void addAssistant(List<Json> turn, Message.Assistant message) {
    GeminiSignatures signatures = new GeminiSignatures(message.reasoningDetails());
    Content content = message.content();
    if (content != null) {
      addTexts(turn, content, signatures.ofText());
    }
    boolean first = true;
    for (ToolCall call : message.toolCalls()) {
      namesOfCalls.put(call.id(), call.name());
      Optional<String> signature = signatures.ofCall(call.id());
      // Of calls side by side only the first one has a signature.
      turn.add(
          functionCall(
              call,
              signature.isEmpty() && first && wantsSignatures
                  ? Optional.of(NO_SIGNATURE)
                  : signature));
      first = false;
    }
  }

  private static Json functionCall(ToolCall call, Optional<String> signature) {
    JsonObject part =
        new JsonObject()
            .put(
                "functionCall",
                new JsonObject()
                    .put("id", call.id())
                    .put("name", call.name())
                    .put("args", ToolArguments.object(call))
                    .build());
    signature.ifPresent(word -> part.put("thoughtSignature", word));
    return part.build();
  }

  private Json functionResponse(Message.ToolResult result) {
    // That there is an earlier call with that id was checked when the request was read.
    String name = namesOfCalls.getOrDefault(result.toolCallId(), result.toolCallId());
    return new JsonObject()
        .put(
            "functionResponse",
            new JsonObject()
                .put("id", result.toolCallId())
                .put("name", name)
                .put("response", response(result.content().text()))
                .build())
        .build();
  }

  /** The API wants an object: one that the tool gave as text, or the text in one. */
  private static Json.Obj response(String text) {
    try {
      if (StrictJson.read(text) instanceof Json.Obj object) {
        return object;
      }
    } catch (MalformedJson e) {
      // Most results are plain text.
    }
    return new JsonObject().put("result", text).build();
  }

  /** Empty texts are left out; a signature goes to the last one. */
  private static void addTexts(List<Json> parts, Content content, Optional<String> signature) {
    List<String> texts =
        new ArrayList<>(
            content instanceof Content.Parts several ? several.texts() : List.of(content.text()));
    texts.removeIf(String::isEmpty);
    for (int i = 0; i < texts.size(); i++) {
      JsonObject part = new JsonObject().put("text", texts.get(i));
      if (i == texts.size() - 1) {
        signature.ifPresent(word -> part.put("thoughtSignature", word));
      }
      parts.add(part.build());
    }
  }
}
