package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.Script;
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

  /** An answer as it should be, in that form: of 10 tokens and with 20. */
  public Script answer(Form form, String text) {
    return OddAnswers.good(speech, form, text);
  }

  Speech speech() {
    return speech;
  }
}
