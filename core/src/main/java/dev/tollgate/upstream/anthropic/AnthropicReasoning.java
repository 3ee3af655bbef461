package dev.tollgate.upstream.anthropic;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thinking blocks as {@code reasoning_details} and back. A caller carries them from answer to
 * request; a stream tells a block in pieces, and a caller may hand back the pieces or the whole.
 */
final class AnthropicReasoning {

  private static final String FORMAT = "anthropic-claude-v1";
  private static final String TEXT = "reasoning.text";
  private static final String ENCRYPTED = "reasoning.encrypted";

  private final List<Json> blocks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder signature = new StringBuilder();
  private @Nullable Json index;

  private AnthropicReasoning() {}

  /** A thinking block, or a piece of one. */
  static Json.Obj text(int index, @Nullable String text, @Nullable String signature) {
    JsonObject detail = new JsonObject().put("type", TEXT);
    if (text != null) {
      detail.put("text", text);
    }
    if (signature != null) {
      detail.put("signature", signature);
    }
    return detail.put("format", FORMAT).put("index", index).build();
  }

  /** A block that nobody may read. */
  static Json.Obj encrypted(int index, String data) {
    return new JsonObject()
        .put("type", ENCRYPTED)
        .put("data", data)
        .put("format", FORMAT)
        .put("index", index)
        .build();
  }

  /** The blocks as the API gave them; what is another provider's, or has no signature, is not. */
  static List<Json> blocks(Json.@Nullable Arr details) {
    AnthropicReasoning reasoning = new AnthropicReasoning();
    if (details != null) {
      for (Json item : details.items()) {
        if (item instanceof Json.Obj detail && isOurs(detail)) {
          reasoning.detail(detail);
        }
      }
    }
    reasoning.close();
    return reasoning.blocks;
  }

  /** Some clients join the pieces of this member too, as they do with the text's. */
  private static boolean isOurs(Json.Obj detail) {
    Json format = detail.present("format");
    return format == null || (format instanceof Json.Str word && word.value().startsWith(FORMAT));
  }

  private void detail(Json.Obj detail) {
    Json type = detail.get("type");
    if (type instanceof Json.Str word && word.value().equals(ENCRYPTED)) {
      close();
      if (detail.get("data") instanceof Json.Str data) {
        blocks.add(
            new JsonObject().put("type", "redacted_thinking").put("data", data.value()).build());
      }
    } else if (type instanceof Json.Str word && word.value().equals(TEXT)) {
      piece(detail);
    }
  }

  private void piece(Json.Obj detail) {
    Json own = detail.present("index");
    Json more = detail.present("text");
    if (begins(own, more)) {
      close();
    }
    index = own;
    if (more instanceof Json.Str words) {
      text.append(words.value());
    }
    if (detail.present("signature") instanceof Json.Str words) {
      signature.append(words.value());
    }
  }

  /** True when a piece belongs to another block than the one before: a signature ends a block. */
  private boolean begins(@Nullable Json own, @Nullable Json more) {
    Json open = index;
    if (own == null || open == null) {
      return isSigned() && more != null;
    }
    return !own.equals(open);
  }

  private boolean isSigned() {
    return signature.length() > 0;
  }

  private void close() {
    if (isSigned()) {
      blocks.add(
          new JsonObject()
              .put("type", "thinking")
              .put("thinking", text.toString())
              .put("signature", signature.toString())
              .build());
    }
    text.setLength(0);
    signature.setLength(0);
    index = null;
  }
}
