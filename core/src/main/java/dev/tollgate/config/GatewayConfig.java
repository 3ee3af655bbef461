package dev.tollgate.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything an operator may set. What {@link ConfigReader} hands out is sound as a whole: ids are
 * unique, and every route, candidate and default names something that is there.
 *
 * @param upstreams in the order of the file
 * @param models in the order of the file, which is the order of the models list
 * @param defaultModelId what an omitted model means, or null when callers must name one
 */
public record GatewayConfig(
    ServerConfig server,
    StorageConfig storage,
    AdminConfig admin,
    KeysConfig keys,
    LimitsConfig limits,
    IdempotencyConfig idempotency,
    AutoRoutingConfig autoRouting,
    List<UpstreamConfig> upstreams,
    List<ModelConfig> models,
    @Nullable String defaultModelId) {

  public GatewayConfig {
    upstreams = List.copyOf(upstreams);
    models = List.copyOf(models);
  }

  /** All defaults, with those upstreams and models. */
  public static GatewayConfig of(
      List<UpstreamConfig> upstreams, List<ModelConfig> models, @Nullable String defaultModelId) {
    return new GatewayConfig(
        ServerConfig.DEFAULTS,
        StorageConfig.DEFAULTS,
        AdminConfig.DEFAULTS,
        KeysConfig.DEFAULTS,
        LimitsConfig.DEFAULTS,
        IdempotencyConfig.DEFAULTS,
        AutoRoutingConfig.DEFAULTS,
        upstreams,
        models,
        defaultModelId);
  }

  /** What an omitted model means; empty when callers must name one. */
  public Optional<String> defaultModel() {
    return Optional.ofNullable(defaultModelId);
  }

  /** The same with other upstreams and models; the default model must be among them. */
  public GatewayConfig withModels(
      List<UpstreamConfig> otherUpstreams, List<ModelConfig> otherModels) {
    return new GatewayConfig(
        server,
        storage,
        admin,
        keys,
        limits,
        idempotency,
        autoRouting,
        otherUpstreams,
        otherModels,
        defaultModelId);
  }

  /** The same with other server settings. */
  public GatewayConfig withServer(ServerConfig other) {
    return new GatewayConfig(
        other,
        storage,
        admin,
        keys,
        limits,
        idempotency,
        autoRouting,
        upstreams,
        models,
        defaultModelId);
  }

  /** The same with another database. */
  public GatewayConfig withStorage(StorageConfig other) {
    return new GatewayConfig(
        server,
        other,
        admin,
        keys,
        limits,
        idempotency,
        autoRouting,
        upstreams,
        models,
        defaultModelId);
  }

  /** The same with another admin API. */
  public GatewayConfig withAdmin(AdminConfig other) {
    return new GatewayConfig(
        server,
        storage,
        other,
        keys,
        limits,
        idempotency,
        autoRouting,
        upstreams,
        models,
        defaultModelId);
  }

  /** The same with other limits for every account. */
  public GatewayConfig withLimits(LimitsConfig other) {
    return new GatewayConfig(
        server,
        storage,
        admin,
        keys,
        other,
        idempotency,
        autoRouting,
        upstreams,
        models,
        defaultModelId);
  }

  /** The same with other settings of the auto models. */
  public GatewayConfig withAutoRouting(AutoRoutingConfig other) {
    return new GatewayConfig(
        server,
        storage,
        admin,
        keys,
        limits,
        idempotency,
        other,
        upstreams,
        models,
        defaultModelId);
  }
}
