package dev.tollgate.upstream.openai;

import java.net.URI;
import java.util.Locale;

/**
 * The two ways to ask for the same thing. OpenAI's own servers refuse members that they do not know
 * and want {@code max_completion_tokens}, because their reasoning models refuse {@code max_tokens}.
 * Most other servers ignore what they do not know, and many of them know only {@code max_tokens}: a
 * cap that is not honoured is money lost, so they get the old name.
 */
enum OpenAiDialect {
  /** OpenAI itself, and its models at Azure. */
  STRICT("max_completion_tokens"),
  /** Everybody else. */
  LENIENT("max_tokens");

  private final String capName;

  OpenAiDialect(String capName) {
    this.capName = capName;
  }

  /** What the server at that address speaks. */
  static OpenAiDialect of(URI baseUrl) {
    String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
    boolean strict =
        host.equals("api.openai.com")
            || host.endsWith(".api.openai.com")
            || host.endsWith(".openai.azure.com");
    return strict ? STRICT : LENIENT;
  }

  /** The member that caps the tokens of the answer. */
  String capName() {
    return capName;
  }

  /** True when it takes members that only some servers know. */
  boolean takesExtensions() {
    return this == LENIENT;
  }
}
