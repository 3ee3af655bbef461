package dev.tollgate.samples.conformance.rows;

import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.List;
import java.util.Set;

/** What is true of every whole answer. */
final class AnswerShape {

  static final Set<String> REASONS =
      Set.of("stop", "length", "tool_calls", "content_filter", "error");

  private static final Set<String> MESSAGE =
      Set.of(
          "role",
          "content",
          "refusal",
          "tool_calls",
          "reasoning",
          "reasoning_content",
          "reasoning_details");

  private AnswerShape() {}

  static void check(JsonValue answer) {
    names(answer, "", Set.of("id", "object", "created", "model", "choices", "usage"));
    requireText(answer, "object", "chat.completion");
    Mismatch.unless(answer.text("id").matches("chatcmpl-\\S+"), "the id is " + answer.text("id"));
    Mismatch.unless(answer.integer("created") > 1_600_000_000, "created is no Unix second of now");
    Mismatch.unless(!answer.text("model").isEmpty(), "the model is empty");
    Mismatch.unless(answer.items("choices").size() == 1, "there is not exactly one choice");
    names(answer, "choices.0", Set.of("index", "message", "logprobs", "finish_reason"));
    Mismatch.unless(answer.integer("choices.0.index") == 0, "the index is not 0");
    Mismatch.unless(answer.isNull("choices.0.logprobs"), "logprobs should be null");
    String reason = answer.text("choices.0.finish_reason");
    Mismatch.unless(REASONS.contains(reason), "finish_reason is " + reason);
    message(answer.at("choices.0.message"));
    usage(answer.at("usage"));
  }

  private static void message(JsonValue message) {
    Mismatch.unless(MESSAGE.containsAll(message.names("")), "the message has " + message.names(""));
    requireText(message, "role", "assistant");
    Mismatch.unless(message.has("content"), "content is missing");
    Mismatch.unless(message.has("refusal"), "refusal is missing");
    boolean called = message.has("tool_calls");
    Mismatch.unless(called || !message.text("content").isEmpty(), "content is empty");
    if (called) {
      List<JsonValue> calls = message.items("tool_calls");
      Mismatch.unless(!calls.isEmpty(), "tool_calls is there and empty");
      calls.forEach(AnswerShape::toolCall);
    }
    if (message.has("reasoning")) {
      String reasoning = message.text("reasoning");
      Mismatch.unless(
          reasoning.equals(message.text("reasoning_content")), "reasoning_content differs");
    }
  }

  private static void toolCall(JsonValue call) {
    names(call, "", Set.of("id", "type", "function"));
    names(call, "function", Set.of("name", "arguments"));
    Mismatch.unless(!call.text("id").isEmpty(), "a tool call's id is empty");
    requireText(call, "type", "function");
    Mismatch.unless(!call.text("function.name").isEmpty(), "a function's name is empty");
    JsonValue.read(call.text("function.arguments"));
  }

  /** Checks a usage object: integers that add up, details only with numbers in them. */
  static void usage(JsonValue usage) {
    long prompt = usage.integer("prompt_tokens");
    long completion = usage.integer("completion_tokens");
    Mismatch.unless(prompt >= 1 && completion >= 0, "usage is " + usage);
    Mismatch.unless(
        usage.integer("total_tokens") == prompt + completion, "total_tokens is not the sum");
    for (String details : List.of("prompt_tokens_details", "completion_tokens_details")) {
      if (usage.has(details)) {
        JsonValue numbers = usage.at(details);
        Mismatch.unless(!numbers.names("").isEmpty(), details + " is empty");
        numbers.names("").forEach(numbers::integer);
      }
    }
  }

  static void names(JsonValue json, String path, Set<String> names) {
    Mismatch.unless(
        json.names(path).equals(names),
        "the members of '" + path + "' should be " + names + "; they are " + json.names(path));
  }

  static void requireText(JsonValue json, String path, String value) {
    Mismatch.unless(
        json.text(path).equals(value), path + " should be " + value + "; it is " + json.text(path));
  }
}
