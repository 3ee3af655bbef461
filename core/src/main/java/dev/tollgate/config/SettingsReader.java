package dev.tollgate.config;

import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.store.jooq.DatabaseLogin;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the sections that are not lists; every key of theirs has a default. */
final class SettingsReader {

  /** Where a count is off by default. */
  private static final long NONE = 0;

  private final Section file;
  private Spot weights = Spot.FILE;

  SettingsReader(Section file) {
    this.file = file;
  }

  ServerConfig server() {
    ServerConfig defaults = ServerConfig.DEFAULTS;
    Section section =
        file.group(
            "server",
            List.of(
                "host",
                "port",
                "max-body",
                "request-timeout",
                "stream-timeout",
                "idle-timeout",
                "shutdown-timeout"));
    return new ServerConfig(
        host(section, defaults.host()),
        (int) section.count("port", 0, Ranges.LAST_PORT, defaults.port()),
        section.size("max-body", defaults.maxBodyBytes()),
        section.duration("request-timeout", defaults.requestTimeout()),
        section.duration("stream-timeout", defaults.streamTimeout()),
        section.duration("idle-timeout", defaults.idleTimeout()),
        section.duration("shutdown-timeout", defaults.shutdownTimeout()));
  }

  private static String host(Section section, String fallback) {
    String host = section.text("host", fallback);
    if (!host.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '/')) {
      section.fault("host", "must be a host name or an address such as 127.0.0.1");
    }
    return host;
  }

  StorageConfig storage() {
    StorageConfig defaults = StorageConfig.DEFAULTS;
    Section section =
        file.group("storage", List.of("url", "username", "password", "usage-retention"));
    return new StorageConfig(
        storageUrl(section, defaults.url()),
        section.text("username", defaults.username()),
        section.secret("password"),
        section.days(
            "usage-retention",
            StorageConfig.LEAST_DAYS,
            StorageConfig.MOST_DAYS,
            defaults.usageDays()));
  }

  private static String storageUrl(Section section, String fallback) {
    String url = section.text("url", fallback);
    String settings = url.toUpperCase(Locale.ROOT).replace(" ", "");
    boolean postgres = url.startsWith("jdbc:postgresql:");
    if (!postgres && !url.startsWith("jdbc:h2:")) {
      section.fault("url", "must start with jdbc:h2: or jdbc:postgresql:");
    } else if (postgres
        ? settings.contains("PASSWORD=") || settings.contains("USER=") || url.contains("@")
        : settings.contains(";PASSWORD=") || settings.contains(";USER=")) {
      section.fault("url", "must not name a user or a password: they have keys of their own");
    } else {
      DatabaseLogin.fault(url).ifPresent(fault -> section.fault("url", fault));
    }
    return url;
  }

  AdminConfig admin() {
    return new AdminConfig(file.group("admin", List.of("token")).headerSecret("token"));
  }

  KeysConfig keys() {
    String fallback = KeysConfig.DEFAULTS.prefix();
    Section section = file.group("keys", List.of("prefix"));
    String prefix = section.text("prefix", fallback);
    if (!KeysConfig.isPrefix(prefix)) {
      section.fault(
          "prefix",
          "must be 1 to 32 letters, digits, - and _, with a letter or digit at both ends");
      return KeysConfig.DEFAULTS;
    }
    return new KeysConfig(prefix);
  }

  LimitsConfig limits() {
    LimitsConfig defaults = LimitsConfig.DEFAULTS;
    Section section =
        file.group(
            "limits",
            List.of(
                "requests-per-minute",
                "requests-per-day",
                "concurrent-requests",
                "tokens-per-minute"));
    return new LimitsConfig(
        section.count("requests-per-minute", 1, Ranges.MOST_REQUESTS, defaults.requestsPerMinute()),
        section.count("requests-per-day", 1, Ranges.MOST_REQUESTS, defaults.requestsPerDay()),
        new CompletionLimits(
            optional(section.count("concurrent-requests", 1, Ranges.MOST_CONCURRENT, NONE)),
            optional(section.count("tokens-per-minute", 1, Ranges.MOST_REQUESTS, NONE)),
            null));
  }

  private static @Nullable Long optional(long count) {
    return count == NONE ? null : count;
  }

  AutoRoutingConfig autoRouting() {
    AutoRoutingConfig defaults = AutoRoutingConfig.DEFAULTS;
    Section section =
        file.group(
            "auto-routing", List.of("weights", "feedback", "log-decisions", "explain-header"));
    return new AutoRoutingConfig(
        weights(section),
        section.flag("feedback", defaults.feedback()),
        section.flag("log-decisions", defaults.logDecisions()),
        section.flag("explain-header", defaults.explainHeader()));
  }

  /** Where the weights of auto models were read. */
  Spot weights() {
    return weights;
  }

  private @Nullable Path weights(Section section) {
    if (!section.has("weights")) {
      return null;
    }
    weights = section.spot("weights");
    Word word = section.requiredWord("weights");
    if (word == null) {
      return null;
    }
    try {
      return Path.of(word.text());
    } catch (InvalidPathException e) {
      section.fault("weights", "must be the path of a file");
      return null;
    }
  }

  IdempotencyConfig idempotency() {
    IdempotencyConfig defaults = IdempotencyConfig.DEFAULTS;
    IdempotencyConfig.Streams streams = defaults.streams();
    Section section =
        file.group(
            "idempotency",
            List.of(
                "retention", "waiters", "streams", "stream-grace", "stream-size", "stream-memory"));
    return new IdempotencyConfig(
        section.duration("retention", defaults.retention()),
        section.count("waiters", 0, Ranges.MOST_CONCURRENT, defaults.waiters()),
        new IdempotencyConfig.Streams(
            section.flag("streams", streams.on()),
            section.duration("stream-grace", streams.grace()),
            section.size("stream-size", streams.size()),
            section.size("stream-memory", streams.memory())));
  }
}
