package dev.tollgate.launcher;

import dev.tollgate.config.ConfigOutcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The providers that the environment names. Their models come from files beside the demo's own;
 * only Ollama is asked for its models. What is wrong with one is told, and the demo goes on.
 */
final class DemoOffers {

  private static final String OLLAMA = "OLLAMA_HOST";

  private final Map<String, String> environment;

  DemoOffers(Map<String, String> environment) {
    this.environment = environment;
  }

  List<DemoOffer> all() throws IOException, InterruptedException {
    List<DemoOffer> offers = new ArrayList<>();
    fromFile("openai", "OPENAI_API_KEY").ifPresent(offers::add);
    fromFile("anthropic", "ANTHROPIC_API_KEY").ifPresent(offers::add);
    fromFile("gemini", "GEMINI_API_KEY").ifPresent(offers::add);
    String ollama = value(OLLAMA);
    if (!ollama.isBlank()) {
      offers.add(new OllamaModels(ollama).offer());
    }
    return offers;
  }

  /** A variable that is not set is empty. */
  private String value(String name) {
    return environment.getOrDefault(name, "");
  }

  private Optional<DemoOffer> fromFile(String provider, String key) throws IOException {
    if (value(key).isBlank()) {
      return Optional.empty();
    }
    ConfigOutcome outcome = DemoConfig.read("demo-" + provider + ".yaml", environment);
    if (outcome instanceof ConfigOutcome.Valid valid) {
      return Optional.of(
          DemoOffer.of(provider, key, valid.config().upstreams(), valid.config().models()));
    }
    if (outcome instanceof ConfigOutcome.Invalid invalid) {
      // Problems never quote what came from the environment.
      return Optional.of(DemoOffer.none(provider, invalid.problems().get(0).describe()));
    }
    throw new IllegalStateException("a config is valid or it is not: " + outcome);
  }
}
