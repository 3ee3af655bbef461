package dev.tollgate.samples.conformance.rows;

import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.List;
import java.util.Set;

/** What is true of every stream that ends well. */
final class StreamShape {

  private static final Set<String> HEAD = Set.of("id", "object", "created", "model", "choices");
  private static final Set<String> DELTA =
      Set.of(
          "role",
          "content",
          "refusal",
          "tool_calls",
          "reasoning",
          "reasoning_content",
          "reasoning_details");

  private StreamShape() {}

  static void check(List<JsonValue> chunks) {
    Mismatch.unless(chunks.size() >= 4, "a stream has at least 4 chunks, not " + chunks.size());
    JsonValue first = chunks.get(0);
    Mismatch.unless(first.text("id").matches("chatcmpl-\\S+"), "the id is " + first.text("id"));
    int last = chunks.size() - 1;
    for (JsonValue chunk : chunks) {
      AnswerShape.requireText(chunk, "object", "chat.completion.chunk");
      for (String same : List.of("id", "created", "model")) {
        Mismatch.unless(chunk.at(same).equals(first.at(same)), same + " changes in the stream");
      }
    }
    requireRole(first);
    chunks.subList(1, last - 1).forEach(StreamShape::requirePart);
    requireFinish(chunks.get(last - 1));
    requireUsage(chunks.get(last));
  }

  private static void requireChoice(JsonValue chunk) {
    AnswerShape.names(chunk, "", HEAD);
    Mismatch.unless(chunk.items("choices").size() == 1, "a chunk without its one choice");
    AnswerShape.names(chunk, "choices.0", Set.of("index", "delta", "logprobs", "finish_reason"));
    Mismatch.unless(chunk.integer("choices.0.index") == 0, "the index is not 0");
    Mismatch.unless(chunk.isNull("choices.0.logprobs"), "logprobs should be null");
  }

  private static void requireRole(JsonValue chunk) {
    requireChoice(chunk);
    AnswerShape.names(chunk, "choices.0.delta", Set.of("role", "content"));
    AnswerShape.requireText(chunk, "choices.0.delta.role", "assistant");
    AnswerShape.requireText(chunk, "choices.0.delta.content", "");
    Mismatch.unless(chunk.isNull("choices.0.finish_reason"), "the first chunk finishes");
  }

  private static void requirePart(JsonValue chunk) {
    requireChoice(chunk);
    Mismatch.unless(chunk.isNull("choices.0.finish_reason"), "a finish before the end");
    JsonValue delta = chunk.at("choices.0.delta");
    Mismatch.unless(DELTA.containsAll(delta.names("")), "a delta has " + delta.names(""));
    Mismatch.unless(!delta.has("role"), "the role is said again");
    Mismatch.unless(!delta.names("").isEmpty(), "an empty delta before the finish");
    for (String name : delta.names("")) {
      Mismatch.unless(!delta.isNull(name), "a delta has a null " + name);
    }
    if (delta.has("tool_calls")) {
      requireCall(delta.items("tool_calls"));
    }
  }

  private static void requireCall(List<JsonValue> calls) {
    Mismatch.unless(calls.size() == 1, "a chunk with " + calls.size() + " tool calls");
    JsonValue call = calls.get(0);
    Mismatch.unless(call.integer("index") >= 0, "a tool call's index is negative");
    if (call.has("id")) {
      AnswerShape.names(call, "", Set.of("index", "id", "type", "function"));
      AnswerShape.requireText(call, "type", "function");
      AnswerShape.names(call, "function", Set.of("name", "arguments"));
      AnswerShape.requireText(call, "function.arguments", "");
    } else {
      AnswerShape.names(call, "", Set.of("index", "function"));
      AnswerShape.names(call, "function", Set.of("arguments"));
    }
  }

  private static void requireFinish(JsonValue chunk) {
    requireChoice(chunk);
    AnswerShape.names(chunk, "choices.0.delta", Set.of());
    String reason = chunk.text("choices.0.finish_reason");
    Mismatch.unless(AnswerShape.REASONS.contains(reason), "finish_reason is " + reason);
  }

  private static void requireUsage(JsonValue chunk) {
    AnswerShape.names(chunk, "", Set.of("id", "object", "created", "model", "choices", "usage"));
    Mismatch.unless(chunk.items("choices").isEmpty(), "the usage chunk has choices");
    AnswerShape.usage(chunk.at("usage"));
  }
}
