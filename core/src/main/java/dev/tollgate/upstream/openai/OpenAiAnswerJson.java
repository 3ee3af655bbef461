package dev.tollgate.upstream.openai;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole answer. */
final class OpenAiAnswerJson {

  private OpenAiAnswerJson() {}

  static ChatResponse read(byte[] body) throws BadAnswer {
    Json json;
    try {
      json = StrictJson.read(body);
    } catch (MalformedJson e) {
      throw BadAnswer.shape(e.getMessage() == null ? "not JSON" : "not JSON that we take");
    }
    if (!(json instanceof Json.Obj answer)) {
      throw BadAnswer.shape("the answer is no object");
    }
    Json error = answer.present("error");
    if (error != null) {
      throw new BadAnswer(OpenAiErrors.ofMember(error));
    }
    Json.Obj choice = OpenAiWords.firstChoice(answer);
    if (choice == null) {
      throw BadAnswer.shape("no choices");
    }
    if (!(choice.get("message") instanceof Json.Obj message)) {
      throw BadAnswer.shape("a choice without a message");
    }
    FinishReason reason = OpenAiWords.finishReason(choice);
    if (reason == null) {
      throw BadAnswer.shape("no finish reason");
    }
    List<ToolCall> calls = toolCalls(message);
    return new ChatResponse(
        OpenAiWords.text(message, "content"),
        OpenAiWords.text(message, "refusal"),
        calls,
        OpenAiWords.reasoning(message),
        OpenAiWords.reasoningDetails(message),
        OpenAiWords.fitting(reason, !calls.isEmpty()),
        OpenAiUsage.read(answer));
  }

  private static List<ToolCall> toolCalls(Json.Obj message) throws BadAnswer {
    Json calls = message.present("tool_calls");
    if (calls == null) {
      return List.of();
    }
    if (!(calls instanceof Json.Arr array)) {
      throw BadAnswer.shape("tool_calls is no array");
    }
    List<ToolCall> read = new ArrayList<>();
    for (Json item : array.items()) {
      if (!(item instanceof Json.Obj call)
          || !(call.get("function") instanceof Json.Obj function)) {
        throw BadAnswer.shape("a tool call without a function");
      }
      String id = OpenAiWords.text(call, "id");
      String name = OpenAiWords.text(function, "name");
      if (name == null || name.isEmpty()) {
        throw BadAnswer.shape("a tool call without a name");
      }
      String arguments = OpenAiWords.text(function, "arguments");
      read.add(
          new ToolCall(
              id == null || id.isEmpty() ? OpenAiToolCalls.suppliedId(read.size()) : id,
              name,
              arguments == null ? "" : arguments));
    }
    return read;
  }

  /** The same answer as a stream would have told it; for servers that do not stream. */
  static List<ChatChunk> chunks(ChatResponse answer) {
    List<ChatChunk> chunks = new ArrayList<>();
    String reasoning = answer.reasoning();
    if (reasoning != null || answer.reasoningDetails() != null) {
      chunks.add(new ChatChunk.ReasoningDelta(reasoning, answer.reasoningDetails()));
    }
    String content = answer.content();
    if (content != null && !content.isEmpty()) {
      chunks.add(new ChatChunk.ContentDelta(content));
    }
    String refusal = answer.refusal();
    if (refusal != null && !refusal.isEmpty()) {
      chunks.add(new ChatChunk.RefusalDelta(refusal));
    }
    int index = 0;
    for (ToolCall call : answer.toolCalls()) {
      chunks.add(new ChatChunk.ToolCallStart(index, call.id(), call.name()));
      if (!call.arguments().isEmpty()) {
        chunks.add(new ChatChunk.ToolCallArguments(index, call.arguments()));
      }
      index++;
    }
    chunks.add(new ChatChunk.Finish(answer.finishReason()));
    ReportedUsage usage = answer.usage();
    if (usage != null) {
      chunks.add(new ChatChunk.UsageReport(usage));
    }
    return chunks;
  }
}
