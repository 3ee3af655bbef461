package dev.tollgate.upstream.openai;

import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole answer. */
final class OpenAiAnswerJson {

  private OpenAiAnswerJson() {}

  static ChatResponse read(byte[] body) throws BadAnswer {
    Json.Obj answer = AnswerFields.object(body);
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
        AnswerFields.text(message, "content"),
        AnswerFields.text(message, "refusal"),
        calls,
        OpenAiWords.reasoning(message),
        OpenAiWords.reasoningDetails(message),
        reason.fitting(!calls.isEmpty()),
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
      String id = AnswerFields.text(call, "id");
      String name = AnswerFields.text(function, "name");
      if (name == null || name.isEmpty()) {
        throw BadAnswer.shape("a tool call without a name");
      }
      String arguments = AnswerFields.text(function, "arguments");
      read.add(
          new ToolCall(
              id == null || id.isEmpty() ? OpenAiToolCalls.suppliedId(read.size()) : id,
              name,
              arguments == null ? "" : arguments));
    }
    return read;
  }
}
