package dev.tollgate.launcher;

import dev.tollgate.upstream.hostile.HostileMode;
import dev.tollgate.upstream.hostile.HostileProvider;
import dev.tollgate.upstream.hostile.HostileUpstream;
import dev.tollgate.upstream.hostile.ProviderApi;
import dev.tollgate.upstream.hostile.Stall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The config of a gateway before hostile upstreams: for each a model with that route alone, and two
 * where a good upstream is the second route.
 */
final class HostileConfig {

  /** Soon enough to wait for, in the wait that an upstream lets pass and in no other. */
  private static final Duration SHORT = Duration.ofMillis(100);

  private final StringBuilder upstreams = new StringBuilder("upstreams:\n");
  private final StringBuilder models = new StringBuilder("models:\n");

  private HostileConfig() {}

  /**
   * The upstreams of those modes in every API.
   *
   * @param patient true when no wait is short
   */
  static String of(
      Path folder, HostileProvider provider, List<HostileMode> modes, boolean patient) {
    HostileConfig config = new HostileConfig();
    for (ProviderApi api : ProviderApi.values()) {
      for (HostileMode mode : modes) {
        config.add(provider, new HostileUpstream(api, mode), patient ? Stall.NONE : mode.stall());
      }
    }
    return """
        server: {host: 127.0.0.1, port: 0, request-timeout: 30s, stream-timeout: 30s}
        storage: {url: "jdbc:h2:file:%s", username: tollgate}
        admin: {token: %s}
        limits: {requests-per-minute: 100000, requests-per-day: 1000000}
        """
            .formatted(folder.resolve("tollgate"), LiveSetup.ADMIN_TOKEN)
        + config.upstreams
        + config.models;
  }

  /** The model with no other route. */
  static String alone(HostileUpstream upstream) {
    return "alone/" + upstream.id();
  }

  /** The model with a good second route. */
  static String helped(HostileUpstream upstream) {
    return "helped/" + upstream.id();
  }

  /** The model with a good second route that takes longer conversations. */
  static String wider(HostileUpstream upstream) {
    return "wider/" + upstream.id();
  }

  private void add(HostileProvider provider, HostileUpstream upstream, Stall stall) {
    String helper = "helper/" + upstream.id();
    upstream(upstream.id(), upstream.api().type(), provider.baseUrl(upstream).toString());
    if (stall != Stall.NONE) {
      upstreams.append("    %s: %dms\n".formatted(stall.setting(), SHORT.toMillis()));
    }
    upstream(helper, ProviderApi.OPENAI.type(), provider.helperUrl(upstream).toString());
    model(alone(upstream), route(upstream.id(), 8_000));
    model(helped(upstream), route(upstream.id(), 8_000) + route(helper, 8_000));
    model(wider(upstream), route(upstream.id(), 8_000) + route(helper, 32_000));
  }

  private void upstream(String id, String type, String url) {
    upstreams.append(
        """
          - id: %s
            type: %s
            base-url: "%s"
            api-key: %s
        """
            .formatted(id, type, url, LiveSetup.PROVIDER_KEY));
  }

  private void model(String id, String routes) {
    models.append("  - id: %s\n    price: {input: 1, output: 2}\n    routes:\n".formatted(id));
    models.append(routes);
  }

  private static String route(String upstream, int window) {
    return "      - {upstream: %s, model: m, context-window: %d}\n".formatted(upstream, window);
  }
}
