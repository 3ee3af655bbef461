package dev.tollgate.metering;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Counts with the vocabulary o200k_base; thread-safe.
 *
 * <p>Exact for models that use this vocabulary and have no special framing, an estimate for all
 * others. The vocabulary is read at the first count, which takes about a second, or by {@link
 * #load}.
 */
public final class JtokkitCounter implements TokenCounter {

  /** What a message costs beside its text: its begin, its role and its end. */
  static final long TOKENS_PER_MESSAGE = 3;

  /** What begins the answer. */
  static final long TOKENS_PER_PROMPT = 3;

  /** Bounds the time of a count: merging bytes takes longer per character in longer runs. */
  private static final int PIECE = 4096;

  /** How far a cut may move to fall before a space, where tokens end anyway. */
  private static final int CUT_SEARCH = 256;

  /** Reads a vocabulary when it is first asked for, once. */
  private final EncodingRegistry vocabularies = Encodings.newLazyEncodingRegistry();

  /** Reads the vocabulary now, unless that was done before. */
  public void load() {
    encoding();
  }

  private Encoding encoding() {
    return vocabularies.getEncoding(EncodingType.O200K_BASE);
  }

  /**
   * The tokens of that text; what looks like a control token, as {@code <|endoftext|>}, is text.
   *
   * <p>Long texts are counted in pieces, so that a hostile one takes time in proportion to its
   * length; a cut inside a word may add a token.
   */
  @Override
  public long count(String text) {
    long tokens = 0;
    int start = 0;
    while (start < text.length()) {
      int end = cut(text, start);
      tokens += encoding().countTokensOrdinary(text.substring(start, end));
      start = end;
    }
    return tokens;
  }

  private static int cut(String text, int start) {
    int end = start + PIECE;
    if (end >= text.length()) {
      return text.length();
    }
    for (int at = end; at > end - CUT_SEARCH; at--) {
      if (text.charAt(at) == ' ' && text.charAt(at - 1) != ' ') {
        return at;
      }
    }
    return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
  }

  /**
   * The tokens of the whole prompt: all text, the names and arguments of calls, tools and the
   * answer's form as JSON, and a fixed framing. Always an estimate: how tools are put before a
   * model is its provider's own business.
   */
  @Override
  public long countPrompt(ChatRequest request) {
    long tokens = TOKENS_PER_PROMPT;
    for (Message message : request.messages()) {
      tokens += TOKENS_PER_MESSAGE + countMessage(message);
    }
    for (Tooling.Tool tool : request.tooling().tools()) {
      tokens += count(JsonText.of(tool.json()));
    }
    if (request.responseFormat() != null) {
      tokens += count(JsonText.of(request.responseFormat().json()));
    }
    return tokens;
  }

  private long countMessage(Message message) {
    if (message instanceof Message.Instructions instructions) {
      return count(instructions.content());
    }
    if (message instanceof Message.User user) {
      return count(user.content());
    }
    if (message instanceof Message.Assistant assistant) {
      return countAssistant(assistant);
    }
    if (message instanceof Message.ToolResult result) {
      return count(result.toolCallId()) + count(result.content());
    }
    throw new IllegalStateException("a message of unknown kind");
  }

  private long countAssistant(Message.Assistant assistant) {
    long tokens = count(assistant.content());
    for (ToolCall call : assistant.toolCalls()) {
      tokens += count(call.id()) + count(call.name()) + count(call.arguments());
    }
    if (assistant.reasoning() != null) {
      tokens += count(assistant.reasoning());
    }
    if (assistant.reasoningDetails() != null) {
      tokens += count(JsonText.of(assistant.reasoningDetails()));
    }
    return tokens;
  }

  private long count(@Nullable Content content) {
    return content == null ? 0 : count(content.text());
  }
}
