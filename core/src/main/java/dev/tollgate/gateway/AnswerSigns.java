package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a whole answer shows of how its model did: it may be refused, cut off, or call a tool that
 * there is not or with arguments that are no object. Guarded by its exchange's lock.
 */
final class AnswerSigns {

  /** Longer arguments of a streamed call are taken for good: they are not kept to be read. */
  private static final int MOST_ARGUMENTS = 16_384;

  private final List<Tooling.Tool> tools;
  private final Map<Integer, StringBuilder> arguments = new HashMap<>();
  private boolean refused;
  private boolean strangeCall;
  private @Nullable FinishReason finish;

  AnswerSigns(List<Tooling.Tool> tools) {
    this.tools = tools;
  }

  void chunk(ChatChunk chunk) {
    if (chunk instanceof ChatChunk.RefusalDelta) {
      refused = true;
    } else if (chunk instanceof ChatChunk.ToolCallStart start) {
      strangeCall |= !isOffered(start.name());
      arguments.put(start.index(), new StringBuilder());
    } else if (chunk instanceof ChatChunk.ToolCallArguments more) {
      StringBuilder kept = arguments.get(more.index());
      if (kept != null && kept.length() <= MOST_ARGUMENTS) {
        kept.append(more.arguments());
      }
    } else if (chunk instanceof ChatChunk.Finish last) {
      finish = last.reason();
    }
  }

  void answer(ChatResponse response) {
    refused = response.refusal() != null;
    finish = response.finishReason();
    for (ToolCall call : response.toolCalls()) {
      strangeCall |= !isOffered(call.name()) || !isObject(call.arguments());
    }
  }

  /**
   * True when nothing speaks against the model.
   *
   * @param limited true when it was cut off where the caller, or his balance, wanted it to be
   */
  boolean inOrder(boolean limited) {
    boolean cut = finish == FinishReason.LENGTH;
    if (refused || strangeCall || finish == FinishReason.CONTENT_FILTER || (cut && !limited)) {
      return false;
    }
    return cut
        || arguments.values().stream()
            .allMatch(kept -> kept.length() > MOST_ARGUMENTS || isObject(kept.toString()));
  }

  private boolean isOffered(String name) {
    return tools.stream().anyMatch(tool -> tool.name().equals(name));
  }

  /** A call without parameters may come with no arguments at all. */
  private static boolean isObject(String arguments) {
    try {
      return arguments.isBlank() || StrictJson.read(arguments) instanceof Json.Obj;
    } catch (MalformedJson e) {
      return false;
    }
  }
}
