package dev.tollgate.launcher;

import dev.tollgate.upstream.Script;

/** What OpenAI's servers send. */
final class ProviderAnswers {

  private ProviderAnswers() {}

  static Script whole(String text, long prompt, long completion) {
    return Script.json(
        """
        {"id":"chatcmpl-provider","object":"chat.completion","created":1,"model":"provider-x-0613",
        "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d}}"""
            .formatted(text, prompt, completion, prompt + completion));
  }

  /** A whole answer, or a stream, that calls a tool without arguments. */
  static Script toolCall(String name, boolean stream) {
    String calls =
        """
        "id":"call_1","type":"function","function":{"name":"%s","arguments":"{}"}"""
            .formatted(name);
    if (stream) {
      return Script.stream()
          .event(choice("{\"tool_calls\":[{\"index\":0," + calls + "}]}", "null"))
          .event(finish("tool_calls"))
          .event(usage(10, 20))
          .done();
    }
    return Script.json(
        """
        {"id":"chatcmpl-provider","object":"chat.completion","created":1,"model":"provider-x-0613",
        "choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{%s}]},
        "finish_reason":"tool_calls"}],
        "usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}}"""
            .formatted(calls));
  }

  /** A whole stream of those pieces of text. */
  static Script streamed(long prompt, long completion, String... texts) {
    Script script = Script.stream();
    for (String text : texts) {
      script.event(delta(text));
    }
    return script.event(finish("stop")).event(usage(prompt, completion)).done();
  }

  static String delta(String text) {
    return choice("{\"content\":\"%s\"}".formatted(text), "null");
  }

  static String finish(String reason) {
    return choice("{}", '"' + reason + '"');
  }

  /** A chunk with that delta and that finish reason, both as JSON. */
  static String choice(String delta, String reason) {
    return """
        {"id":"chatcmpl-provider","object":"chat.completion.chunk","created":1,\
        "model":"provider-x-0613","choices":[{"index":0,"delta":%s,"finish_reason":%s}]}"""
        .formatted(delta, reason);
  }

  static String usage(long prompt, long completion) {
    return """
        {"id":"chatcmpl-provider","object":"chat.completion.chunk","created":1,\
        "model":"provider-x-0613","choices":[],"usage":{"prompt_tokens":%d,\
        "completion_tokens":%d,"total_tokens":%d}}"""
        .formatted(prompt, completion, prompt + completion);
  }
}
