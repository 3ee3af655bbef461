package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import dev.tollgate.upstream.codec.EventReader;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the events of one stream; its blocks come one after the other. Not thread-safe. */
final class AnthropicStreamJson implements EventReader {

  private static final int MAX_CALLS = 256;

  /** What the block under way is. */
  private enum Block {
    /** Text, or one that we did not ask for. */
    OTHER,
    THINKING,
    TOOL
  }

  private final Consumer<ChatChunk> out;
  private final AnthropicUsage usage = new AnthropicUsage();
  private Block block = Block.OTHER;
  private int calls;
  private int thoughts;
  private boolean hasArguments;
  private Json.@Nullable Obj input;
  private boolean finished;

  AnthropicStreamJson(Consumer<ChatChunk> out) {
    this.out = out;
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean read(@Nullable String type, String data) throws BadAnswer {
    Json.Obj event = AnswerFields.object(data);
    String kind = AnswerFields.text(event, "type");
    if (kind == null) {
      throw BadAnswer.shape("an event without a type");
    }
    if (finished && kind.startsWith("content_block")) {
      // A caller who was told the end cannot be told more.
      return true;
    }
    switch (kind) {
      case "message_start" -> usage.addPrompt(required(event, "message").present("usage"));
      case "content_block_start" -> start(required(event, "content_block"));
      case "content_block_delta" -> delta(required(event, "delta"));
      case "content_block_stop" -> stop();
      case "message_delta" -> messageDelta(event);
      case "message_stop" -> {
        return false;
      }
      case "error" -> throw new BadAnswer(AnthropicErrors.ofEvent(event));
      default -> {
        // A ping, or an event that was added to the API: it wants those to be ignored.
      }
    }
    return true;
  }

  private static Json.Obj required(Json.Obj event, String name) throws BadAnswer {
    Json.Obj member = AnswerFields.object(event, name);
    if (member == null) {
      throw BadAnswer.shape("an event without " + name);
    }
    return member;
  }

  private void start(Json.Obj started) throws BadAnswer {
    block = Block.OTHER;
    String type = AnswerFields.text(started, "type");
    if ("text".equals(type)) {
      content(AnswerFields.nonEmptyText(started, "text"));
    } else if ("thinking".equals(type)) {
      block = Block.THINKING;
      thoughts++;
      thought(
          AnswerFields.nonEmptyText(started, "thinking"),
          AnswerFields.nonEmptyText(started, "signature"));
    } else if ("redacted_thinking".equals(type)) {
      String hidden = AnswerFields.text(started, "data");
      if (hidden != null) {
        detail(null, AnthropicReasoning.encrypted(thoughts++, hidden));
      }
    } else if ("tool_use".equals(type)) {
      startCall(started);
    }
  }

  private void startCall(Json.Obj started) throws BadAnswer {
    String id = AnswerFields.nonEmptyText(started, "id");
    String name = AnswerFields.nonEmptyText(started, "name");
    if (id == null || name == null) {
      throw BadAnswer.shape("a tool call without an id or a name");
    }
    if (calls == MAX_CALLS) {
      throw BadAnswer.shape("more than " + MAX_CALLS + " tool calls");
    }
    block = Block.TOOL;
    hasArguments = false;
    input = AnswerFields.object(started, "input");
    out.accept(new ChatChunk.ToolCallStart(calls++, id, name));
  }

  private void delta(Json.Obj delta) throws BadAnswer {
    String type = AnswerFields.text(delta, "type");
    if ("text_delta".equals(type)) {
      content(AnswerFields.nonEmptyText(delta, "text"));
    } else if ("thinking_delta".equals(type) && block == Block.THINKING) {
      thought(AnswerFields.nonEmptyText(delta, "thinking"), null);
    } else if ("signature_delta".equals(type) && block == Block.THINKING) {
      thought(null, AnswerFields.nonEmptyText(delta, "signature"));
    } else if ("input_json_delta".equals(type) && block == Block.TOOL) {
      arguments(AnswerFields.nonEmptyText(delta, "partial_json"));
    }
  }

  private void content(@Nullable String text) {
    if (text != null) {
      out.accept(new ChatChunk.ContentDelta(text));
    }
  }

  private void thought(@Nullable String text, @Nullable String signature) {
    if (text != null || signature != null) {
      detail(text, AnthropicReasoning.text(thoughts - 1, text, signature));
    }
  }

  private void detail(@Nullable String text, Json.Obj detail) {
    out.accept(new ChatChunk.ReasoningDelta(text, new Json.Arr(List.of(detail))));
  }

  private void arguments(@Nullable String text) {
    if (text != null) {
      hasArguments = true;
      out.accept(new ChatChunk.ToolCallArguments(calls - 1, text));
    }
  }

  private void stop() {
    if (block == Block.TOOL && !hasArguments) {
      // A call without arguments has no deltas; clients read them as JSON all the same.
      Json.Obj whole = input;
      arguments(whole == null ? "{}" : JsonText.of(whole));
    }
    block = Block.OTHER;
  }

  private void messageDelta(Json.Obj event) throws BadAnswer {
    usage.add(event.present("usage"));
    Json.Obj delta = AnswerFields.object(event, "delta");
    FinishReason reason = delta == null ? null : AnthropicStop.reason(delta);
    if (reason != null && !finished) {
      stop();
      finished = true;
      out.accept(new ChatChunk.Finish(reason.fitting(calls > 0)));
    }
    ReportedUsage report = usage.report();
    if (finished && report != null) {
      out.accept(new ChatChunk.UsageReport(report));
    }
  }
}
