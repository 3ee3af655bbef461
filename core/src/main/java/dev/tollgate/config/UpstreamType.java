package dev.tollgate.config;

import com.google.errorprone.annotations.Immutable;
import dev.tollgate.upstream.anthropic.AnthropicCodec;
import dev.tollgate.upstream.codec.Codec;
import dev.tollgate.upstream.gemini.GeminiCodec;
import dev.tollgate.upstream.openai.OpenAiCodec;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The APIs that an upstream may speak; another one is a package of its own and a line here. */
public enum UpstreamType {
  /** OpenAI's chat completions, at any server that has them. */
  OPENAI(OpenAiCodec::new),
  /** Anthropic's Messages API. */
  ANTHROPIC(AnthropicCodec::new),
  /** Gemini's generateContent. */
  GEMINI(GeminiCodec::new);

  /** Makes the codec for the server at an address. */
  @Immutable
  private interface Words {
    Codec at(URI baseUrl);
  }

  private final Words words;

  UpstreamType(Words words) {
    this.words = words;
  }

  /** The type of that name in a config. */
  static Optional<UpstreamType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.configName().equals(name)).findFirst();
  }

  /** What all of them are called in a config. */
  static List<String> names() {
    return Arrays.stream(values()).map(UpstreamType::configName).toList();
  }

  private String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How to speak to the server at that address. */
  Codec codec(URI baseUrl) {
    return words.at(baseUrl);
  }
}
