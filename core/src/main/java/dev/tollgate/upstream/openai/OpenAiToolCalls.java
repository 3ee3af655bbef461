package dev.tollgate.upstream.openai;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the tool calls of a stream in order: one call per chunk, numbered from zero, each begun once
 * with an id and a name. Servers leave out the index, repeat the id in every delta, or give all
 * calls the index 0 with different ids.
 */
final class OpenAiToolCalls {

  private static final int MAX_CALLS = 256;
  private static final int MAX_HELD_CHARS = 1 << 20;

  /** A call as far as it is known; it begins when its name is. */
  private static final class Call {
    private final @Nullable String wireIndex;
    private @Nullable String id;
    private boolean begun;
    private final StringBuilder held = new StringBuilder();

    Call(@Nullable String wireIndex, @Nullable String id) {
      this.wireIndex = wireIndex;
      this.id = id;
    }
  }

  private final List<Call> calls = new ArrayList<>();
  private final Consumer<ChatChunk> out;

  OpenAiToolCalls(Consumer<ChatChunk> out) {
    this.out = out;
  }

  /** The id of a call that came without one; unique within its answer. */
  static String suppliedId(int index) {
    return "call_" + index;
  }

  void read(Json deltas) throws BadAnswer {
    if (!(deltas instanceof Json.Arr array)) {
      throw BadAnswer.shape("tool_calls is no array");
    }
    for (Json item : array.items()) {
      if (!(item instanceof Json.Obj delta)) {
        throw BadAnswer.shape("a tool call is no object");
      }
      delta(delta);
    }
  }

  /** True when there was one. */
  boolean isAny() {
    return !calls.isEmpty();
  }

  /** Every call must have begun when the answer ends. */
  void finish() throws BadAnswer {
    for (Call call : calls) {
      if (!call.begun) {
        throw BadAnswer.shape("a tool call without a name");
      }
    }
  }

  private void delta(Json.Obj delta) throws BadAnswer {
    String id = AnswerFields.nonEmptyText(delta, "id");
    String name = null;
    String arguments = null;
    Json function = delta.present("function");
    if (function instanceof Json.Obj parts) {
      name = AnswerFields.nonEmptyText(parts, "name");
      arguments = AnswerFields.nonEmptyText(parts, "arguments");
    } else if (function != null) {
      throw BadAnswer.shape("a function is no object");
    }
    String wireIndex = delta.present("index") instanceof Json.Num number ? number.text() : null;
    int index = index(wireIndex, id, name);
    Call call = calls.get(index);
    if (call.id == null) {
      call.id = id;
    }
    if (!call.begun && name != null) {
      call.begun = true;
      String callId = call.id;
      out.accept(
          new ChatChunk.ToolCallStart(index, callId == null ? suppliedId(index) : callId, name));
      if (call.held.length() > 0) {
        out.accept(new ChatChunk.ToolCallArguments(index, call.held.toString()));
      }
    }
    if (arguments != null) {
      arguments(index, call, arguments);
    }
  }

  private void arguments(int index, Call call, String arguments) throws BadAnswer {
    if (call.begun) {
      out.accept(new ChatChunk.ToolCallArguments(index, arguments));
      return;
    }
    if (call.held.length() + arguments.length() > MAX_HELD_CHARS) {
      throw BadAnswer.shape("a tool call without a name");
    }
    call.held.append(arguments);
  }

  /** Which call a delta belongs to; begins a new one where it belongs to none. */
  private int index(@Nullable String wireIndex, @Nullable String id, @Nullable String name)
      throws BadAnswer {
    for (int at = calls.size() - 1; at >= 0; at--) {
      if (continues(calls.get(at), wireIndex, id, name)) {
        return at;
      }
    }
    if (calls.size() == MAX_CALLS) {
      throw BadAnswer.shape("more than " + MAX_CALLS + " tool calls");
    }
    calls.add(new Call(wireIndex, id));
    return calls.size() - 1;
  }

  private static boolean continues(
      Call call, @Nullable String wireIndex, @Nullable String id, @Nullable String name) {
    if (wireIndex != null && call.wireIndex != null && !wireIndex.equals(call.wireIndex)) {
      return false;
    }
    if (id != null && call.id != null) {
      // Another id on a known index is another call only when it also brings a name.
      return id.equals(call.id) || (wireIndex != null && name == null);
    }
    // Without index and id, a second name is a second call.
    return wireIndex != null || name == null || !call.begun;
  }
}
