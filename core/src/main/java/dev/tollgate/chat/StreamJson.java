package dev.tollgate.chat;

import dev.tollgate.json.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * Writes one streamed answer as server-sent events, each a complete run of bytes to send as it is.
 *
 * <p>The order is the caller's to keep: {@link #role}, any number of {@link #chunk} whose last is a
 * {@link ChatChunk.Finish}, {@link #usage}, {@link #done}; or {@link #failure} in place of the
 * rest. Immutable and thread-safe: what all chunks share is encoded once, here.
 */
public final class StreamJson {

  private static final String DONE = "data: [DONE]\n\n";

  private final byte[] beforeDelta;
  private final byte[] afterDelta;
  private final byte[] role;
  private final String head;

  /** The encoder of the answer with that head. */
  public StreamJson(AnswerHead answer) {
    head = "data: " + answer.open("chat.completion.chunk");
    beforeDelta = utf8(head + "{\"index\":0,\"delta\":{");
    afterDelta = utf8(finish("null"));
    role = event("\"role\":\"assistant\",\"content\":\"\"");
  }

  /** The first chunk: it names the role and holds no text. */
  public byte[] role() {
    return role.clone();
  }

  /**
   * A part of the answer.
   *
   * @throws IllegalArgumentException for a usage report: what a caller is told goes by {@link
   *     #usage}
   */
  public byte[] chunk(ChatChunk chunk) {
    if (chunk instanceof ChatChunk.ContentDelta content) {
      return event("\"content\":", content.text(), "");
    }
    if (chunk instanceof ChatChunk.ToolCallArguments call) {
      return event(
          "\"tool_calls\":[{\"index\":" + call.index() + ",\"function\":{\"arguments\":",
          call.arguments(),
          "}}]");
    }
    if (chunk instanceof ChatChunk.ReasoningDelta reasoning) {
      StringBuilder members = new StringBuilder();
      AnswerMembers.appendReasoning(members, reasoning.text(), reasoning.details());
      return event(members.isEmpty() ? "" : members.substring(1));
    }
    if (chunk instanceof ChatChunk.RefusalDelta refusal) {
      return event("\"refusal\":", refusal.text(), "");
    }
    if (chunk instanceof ChatChunk.ToolCallStart call) {
      return event(toolCall(call));
    }
    if (chunk instanceof ChatChunk.Finish end) {
      return utf8(finishEvent(end.reason().wire()));
    }
    throw new IllegalArgumentException("a usage report is no part of the caller's answer");
  }

  /** The chunk behind the finish: no choices, only what was used. */
  public byte[] usage(Usage usage) {
    StringBuilder out = new StringBuilder(head).append("],\"usage\":");
    AnswerMembers.appendUsage(out, usage);
    return utf8(out.append("}\n\n").toString());
  }

  /** The mark that the stream is complete. */
  public byte[] done() {
    return utf8(DONE);
  }

  /**
   * How a stream ends that broke off: a chunk with finish reason {@code error}, the error as an
   * event of its own, and the end mark.
   *
   * @param errorBody the JSON text that would be the body of an error answer, {@code
   *     {"error":{…}}}, in one line
   */
  public byte[] failure(String errorBody) {
    return utf8(finishEvent("error") + "event: error\ndata: " + errorBody + "\n\n" + DONE);
  }

  private static String toolCall(ChatChunk.ToolCallStart call) {
    StringBuilder out = new StringBuilder("\"tool_calls\":[{\"index\":");
    out.append(call.index()).append(",\"id\":");
    JsonText.appendQuoted(out, call.id());
    out.append(",\"type\":\"function\",\"function\":{\"name\":");
    JsonText.appendQuoted(out, call.name());
    return out.append(",\"arguments\":\"\"}}]").toString();
  }

  private String finishEvent(String reason) {
    return head + "{\"index\":0,\"delta\":{" + finish('"' + reason + '"');
  }

  private static String finish(String reason) {
    return "},\"logprobs\":null,\"finish_reason\":" + reason + "}]}\n\n";
  }

  private byte[] event(String before, String text, String after) {
    StringBuilder members =
        new StringBuilder(before.length() + text.length() + after.length() + 16).append(before);
    JsonText.appendQuoted(members, text);
    return event(members.append(after).toString());
  }

  private byte[] event(String members) {
    byte[] delta = utf8(members);
    byte[] out = new byte[beforeDelta.length + delta.length + afterDelta.length];
    System.arraycopy(beforeDelta, 0, out, 0, beforeDelta.length);
    System.arraycopy(delta, 0, out, beforeDelta.length, delta.length);
    System.arraycopy(afterDelta, 0, out, beforeDelta.length + delta.length, afterDelta.length);
    return out;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
