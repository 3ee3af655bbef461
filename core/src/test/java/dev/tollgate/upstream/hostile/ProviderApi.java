package dev.tollgate.upstream.hostile;

import java.util.Locale;

/** The APIs of upstreams. */
public enum ProviderApi {
  OPENAI(new OpenAiSpeech()),
  ANTHROPIC(new AnthropicSpeech()),
  GEMINI(new GeminiSpeech());

  private final Speech speech;

  ProviderApi(Speech speech) {
    this.speech = speech;
  }

  /** Its name in a config. */
  public String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  Speech speech() {
    return speech;
  }
}
