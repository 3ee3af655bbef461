package dev.tollgate.launcher;

import dev.tollgate.config.ConfigOutcome;
import dev.tollgate.config.ConfigReader;
import dev.tollgate.config.GatewayConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The demo's config, from files in the jar. */
final class DemoConfig {

  private DemoConfig() {}

  /** The demo's own models and those offered beside them. */
  static GatewayConfig of(int port, Path folder, DemoUpstream upstream, List<DemoOffer> offers)
      throws IOException {
    Map<String, String> variables =
        Map.of(
            "DEMO_PORT", Integer.toString(port),
            "DEMO_FOLDER", folder.toString(),
            "DEMO_UPSTREAM", upstream.baseUrl().toString());
    if (read("demo.yaml", variables) instanceof ConfigOutcome.Valid valid) {
      GatewayConfig config = valid.config();
      for (DemoOffer offer : offers) {
        config = offer.addTo(config);
      }
      return config;
    }
    throw new IllegalStateException("the demo's config is wrong");
  }

  /** Reads one of the files. */
  static ConfigOutcome read(String file, Map<String, String> variables) throws IOException {
    try (InputStream yaml = DemoConfig.class.getResourceAsStream(file)) {
      if (yaml == null) {
        throw new IllegalStateException("the jar has lost its " + file);
      }
      return new ConfigReader(variables)
          .readText(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
