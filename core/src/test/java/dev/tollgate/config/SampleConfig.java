package dev.tollgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** A small sound config that tests break in one place, and how to read it. */
final class SampleConfig {

  static final String SOUND =
      """
      upstreams:
        - id: openai
          base-url: http://127.0.0.1:9/v1
      models:
        - id: small
          price: {input: 0.40, output: 1.50}
          routes: [{upstream: openai, model: gpt}]
      """;

  private SampleConfig() {}

  static GatewayConfig read(String yaml) {
    return read(yaml, Map.of());
  }

  static GatewayConfig read(String yaml, Map<String, String> environment) {
    ConfigOutcome outcome = new ConfigReader(environment).readText(yaml);
    assertThat(outcome).isInstanceOf(ConfigOutcome.Valid.class);
    return ((ConfigOutcome.Valid) outcome).config();
  }

  static List<String> problems(String yaml) {
    return problems(yaml, Map.of());
  }

  static List<String> problems(String yaml, Map<String, String> environment) {
    ConfigOutcome outcome = new ConfigReader(environment).readText(yaml);
    assertThat(outcome).isInstanceOf(ConfigOutcome.Invalid.class);
    return ((ConfigOutcome.Invalid) outcome).problems().stream().map(Problem::describe).toList();
  }

  static PricedModelConfig firstModel(GatewayConfig config) {
    return (PricedModelConfig) config.models().get(0);
  }
}
