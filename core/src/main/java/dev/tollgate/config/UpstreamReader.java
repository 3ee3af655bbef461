package dev.tollgate.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the list of upstreams. */
final class UpstreamReader {

  private static final List<String> KEYS =
      List.of(
          "id",
          "type",
          "base-url",
          "api-key",
          "connect-timeout",
          "first-byte-timeout",
          "idle-timeout",
          "max-concurrency",
          "queue",
          "queue-timeout",
          "cancel-stops-billing",
          "drain-timeout",
          "drain-limit");

  private static final URI NOWHERE = URI.create("http://localhost");

  private static final String WANTED_URL =
      "must be an http or https URL such as https://api.openai.com/v1,"
          + " without user, query and fragment";

  private final Ids ids;

  /** Tells the ids it reads to the routes that name them. */
  UpstreamReader(Ids ids) {
    this.ids = ids;
  }

  List<UpstreamConfig> read(Section file) {
    List<UpstreamConfig> upstreams = new ArrayList<>();
    for (Section section : file.requiredGroups("upstreams", KEYS)) {
      upstreams.add(upstream(section));
    }
    return upstreams;
  }

  private UpstreamConfig upstream(Section section) {
    String id = ids.read(section);
    URI baseUrl = baseUrl(section);
    UpstreamConfig defaults =
        UpstreamConfig.of(
            id == null ? "faulty" : id,
            baseUrl == null ? NOWHERE : baseUrl,
            section.headerSecret("api-key"));
    return new UpstreamConfig(
        defaults.id(),
        type(section),
        defaults.baseUrl(),
        defaults.apiKey(),
        section.duration("connect-timeout", defaults.connectTimeout()),
        section.duration("first-byte-timeout", defaults.firstByteTimeout()),
        section.duration("idle-timeout", defaults.idleTimeout()),
        (int)
            section.count("max-concurrency", 1, Ranges.MOST_CONCURRENT, defaults.maxConcurrency()),
        (int) section.count("queue", 0, Ranges.MOST_CONCURRENT, defaults.queue()),
        section.duration("queue-timeout", defaults.queueTimeout()),
        drain(section));
  }

  private static @Nullable DrainConfig drain(Section section) {
    boolean stops = section.flag("cancel-stops-billing", true);
    for (String key : List.of("drain-timeout", "drain-limit")) {
      if (stops && section.has(key)) {
        section.fault(key, "counts only with cancel-stops-billing: false");
      }
    }
    DrainConfig defaults = DrainConfig.DEFAULTS;
    DrainConfig drain =
        new DrainConfig(
            section.duration("drain-timeout", defaults.timeout()),
            section.size("drain-limit", defaults.mostBytes()));
    return stops ? null : drain;
  }

  private static UpstreamType type(Section section) {
    Optional<UpstreamType> type = UpstreamType.named(section.text("type", "openai"));
    if (type.isEmpty()) {
      section.fault("type", "must be one of " + String.join(", ", UpstreamType.names()));
    }
    return type.orElse(UpstreamType.OPENAI);
  }

  private static @Nullable URI baseUrl(Section section) {
    Word word = section.requiredWord("base-url");
    if (word == null) {
      return null;
    }
    URI url;
    try {
      url = new URI(word.text().replaceFirst("/+$", ""));
    } catch (URISyntaxException e) {
      section.fault("base-url", WANTED_URL);
      return null;
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean sound =
        (scheme.equals("http") || scheme.equals("https"))
            && url.getHost() != null
            && url.getPort() <= Ranges.LAST_PORT
            && url.getRawUserInfo() == null
            && url.getRawQuery() == null
            && url.getRawFragment() == null;
    if (!sound) {
      section.fault("base-url", WANTED_URL);
      return null;
    }
    return url;
  }
}
