package dev.tollgate.config;

/**
 * The database of accounts, keys and the ledger.
 *
 * @param url a JDBC URL of H2
 */
public record StorageConfig(String url, String username, Secret password) {

  /** An H2 file below the working directory. */
  public static final StorageConfig DEFAULTS =
      new StorageConfig("jdbc:h2:file:./data/tollgate", "tollgate", Secret.NONE);

  public StorageConfig {
    Ranges.checkNotEmpty(url, "storage.url");
  }
}
