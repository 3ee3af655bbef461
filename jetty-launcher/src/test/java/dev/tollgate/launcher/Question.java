package dev.tollgate.launcher;

/** Bodies that callers send. */
final class Question {

  static final String PLAIN = of("stansa-g4");
  static final String STREAM = streamOf("stansa-g4");

  private Question() {}

  static String of(String model) {
    return of(model, 500);
  }

  /** For an answer of that many tokens at most. */
  static String of(String model, int maxTokens) {
    return """
        {"model":"%s","messages":[{"role":"user","content":"Hello!"}],"max_tokens":%d}"""
        .formatted(model, maxTokens);
  }

  static String streamOf(String model) {
    return streamOf(model, 500);
  }

  /** For a stream of that many tokens at most. */
  static String streamOf(String model, int maxTokens) {
    return """
        {"model":"%s","messages":[{"role":"user","content":"Hello!"}],"max_tokens":%d,\
        "stream":true}"""
        .formatted(model, maxTokens);
  }
}
