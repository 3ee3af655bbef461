package dev.tollgate.launcher;

/** Bodies that callers send. */
final class Question {

  static final String PLAIN = of("stansa-g4");
  static final String STREAM = streamOf("stansa-g4");

  private Question() {}

  static String of(String model) {
    return """
        {"model":"%s","messages":[{"role":"user","content":"Hello!"}],"max_tokens":500}"""
        .formatted(model);
  }

  static String streamOf(String model) {
    return """
        {"model":"%s","messages":[{"role":"user","content":"Hello!"}],"max_tokens":500,\
        "stream":true}"""
        .formatted(model);
  }
}
