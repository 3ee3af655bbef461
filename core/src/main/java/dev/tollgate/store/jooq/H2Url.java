package dev.tollgate.store.jooq;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The JDBC URL of an embedded H2 with the settings that durable money depends on. */
final class H2Url {

  private static final String H2 = "jdbc:h2:";

  /**
   * Settings that are ours to choose. H2's own shutdown hook would close the database under streams
   * that still drain, so it is off and {@link Database#close()} closes. Pages of half the usual
   * size halve what a settlement writes: it touches a dozen of them, each for a row. What H2 would
   * trace reaches us as exceptions, and an operator once, in one line.
   */
  private static final Map<String, String> OURS =
      Map.of(
          "DB_CLOSE_ON_EXIT", "FALSE",
          "DATABASE_TO_LOWER", "TRUE",
          "CASE_INSENSITIVE_IDENTIFIERS", "TRUE",
          "LOCK_TIMEOUT", "1000",
          "PAGE_SIZE", "2048",
          "TRACE_LEVEL_FILE", "0",
          "TRACE_LEVEL_SYSTEM_OUT", "0");

  /** The one that {@link H2Engine} sets, because in a URL each connection would set it again. */
  private static final Map<String, String> ENGINES = Map.of("WRITE_DELAY", "0");

  /** Databases in another process: their files are not ours to sync. */
  private static final List<String> REMOTE = List.of("tcp:", "ssl:", "zip:", "split:");

  private H2Url() {}

  /**
   * Adds our settings.
   *
   * @throws IllegalArgumentException with one line for the operator when it is no URL that we can
   *     use, or says something else about one of them
   */
  static String withOurSettings(String url) {
    if (!url.startsWith(H2)) {
      throw new IllegalArgumentException(
          "not a database we know; use " + H2 + "file:… or jdbc:postgresql://…");
    }
    String[] parts = url.split(";", -1);
    for (String scheme : REMOTE) {
      if (parts[0].startsWith(scheme, H2.length())) {
        throw new IllegalArgumentException(
            H2 + scheme + " is not supported: the database has to be embedded, " + H2 + "file:…");
      }
    }
    StringBuilder full = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
      String name = setting[0].trim().toUpperCase(Locale.ROOT);
      String wanted = OURS.getOrDefault(name, ENGINES.get(name));
      if (wanted == null) {
        full.append(';').append(parts[i]);
      } else if (setting.length < 2 || !wanted.equalsIgnoreCase(setting[1].trim())) {
        throw new IllegalArgumentException(
            name + " has to be " + wanted + "; leave it out of the URL, it is set for you");
      }
    }
    new TreeMap<>(OURS).forEach((name, value) -> full.append(';' + name + '=' + value));
    return full.toString();
  }
}
