package dev.tollgate.config;

import com.google.common.base.Ticker;
import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.catalog.Model;
import dev.tollgate.gateway.GatewayTimeouts;
import dev.tollgate.idempotency.StreamKeeping;
import dev.tollgate.idempotency.WaitLimits;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.store.jooq.DatabaseLogin;
import dev.tollgate.upstream.Draining;
import dev.tollgate.upstream.ProviderKey;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamSettings;
import dev.tollgate.upstream.codec.Codec;
import dev.tollgate.upstream.codec.CodecUpstream;
import dev.tollgate.upstream.http.HttpExchangeClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Turns the parts of a config into the parts that they describe. */
final class Wiring {

  /** How many requests wait for keys on this node, of all keys together. */
  private static final int WAITING_IN_ALL = 4096;

  /** The pause between two looks at keys that another node works on. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration GRACE = Duration.ofSeconds(60);

  private Wiring() {}

  static WaitLimits waits(IdempotencyConfig config, GatewayTimeouts timeouts) {
    return new WaitLimits(
        Math.toIntExact(config.waiters()), WAITING_IN_ALL, timeouts.longest().plus(GRACE), LOOK);
  }

  static StreamKeeping.Bounds streams(IdempotencyConfig config) {
    IdempotencyConfig.Streams streams = config.streams();
    // Besides the one who began it.
    int readers = Math.toIntExact(config.waiters()) + 1;
    return new StreamKeeping.Bounds(streams.size(), streams.memory(), readers, streams.grace());
  }

  static DatabaseLogin login(StorageConfig storage) {
    return new DatabaseLogin(storage.url(), storage.username(), storage.password().value());
  }

  static GatewayTimeouts timeouts(GatewayConfig config) {
    return new GatewayTimeouts(config.server().requestTimeout(), config.server().streamTimeout());
  }

  static UpstreamHealths healths(GatewayConfig config, RandomGenerator jitter) {
    return new UpstreamHealths(
        config.upstreams().stream().map(UpstreamConfig::id).toList(),
        Ticker.systemTicker()::read,
        jitter);
  }

  static Catalog catalog(GatewayConfig config, Instant created) {
    Map<String, Model> priced = new LinkedHashMap<>();
    for (ModelConfig model : config.models()) {
      if (model instanceof PricedModelConfig p) {
        priced.put(
            p.id(),
            new Model(
                p.id(),
                p.category(),
                p.price(),
                p.contextWindow(),
                p.maxOutputTokens(),
                p.capabilities(),
                p.checksStructuredOutput(),
                p.profile(),
                p.ignores()));
      }
    }
    List<CatalogEntry> entries =
        config.models().stream().map(model -> entry(model, priced)).toList();
    return new Catalog(entries, config.defaultModel().orElse(null), created);
  }

  private static CatalogEntry entry(ModelConfig model, Map<String, Model> priced) {
    if (model instanceof AutoModelConfig auto) {
      return new AutoModel(
          auto.id(),
          auto.candidates().stream().map(id -> known(priced, id)).toList(),
          auto.quality(),
          auto.price().orElse(null));
    }
    return known(priced, model.id());
  }

  static Map<String, Upstream> upstreams(
      GatewayConfig config, HttpExchangeClient client, InstantSource clock) {
    Map<String, Upstream> upstreams = new LinkedHashMap<>();
    for (UpstreamConfig upstream : config.upstreams()) {
      Codec codec = upstream.type().codec(upstream.baseUrl());
      upstreams.put(upstream.id(), new CodecUpstream(settings(upstream), codec, client, clock));
    }
    return upstreams;
  }

  private static UpstreamSettings settings(UpstreamConfig upstream) {
    return new UpstreamSettings(
        upstream.id(),
        upstream.baseUrl(),
        upstream.apiKey().isEmpty() ? null : new ProviderKey(upstream.apiKey().value()),
        upstream.connectTimeout(),
        upstream.firstByteTimeout(),
        upstream.idleTimeout(),
        upstream.maxConcurrency(),
        upstream.queue(),
        upstream.queueTimeout(),
        draining(upstream.drain()));
  }

  private static @Nullable Draining draining(@Nullable DrainConfig drain) {
    return drain == null ? null : new Draining(drain.timeout(), drain.mostBytes());
  }

  static <T> T known(Map<String, T> byId, String id) {
    T found = byId.get(id);
    if (found == null) {
      throw new IllegalArgumentException("the config names what it does not have: " + id);
    }
    return found;
  }
}
