package dev.tollgate.config;

/**
 * The database of accounts, keys and the ledger.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param usageDays how many whole days, UTC, the details of each completion's usage are kept, 7 to
 *     10,000; the account's ledger and the sums of each day are kept for ever
 */
public record StorageConfig(String url, String username, Secret password, int usageDays) {

  /** A week: longer than the row of any hold is kept that a repeated end may ask for. */
  static final int LEAST_DAYS = 7;

  static final int MOST_DAYS = 10_000;

  private static final int DEFAULT_DAYS = 400;

  /** An H2 file below the working directory. */
  public static final StorageConfig DEFAULTS =
      new StorageConfig("jdbc:h2:file:./data/tollgate", "tollgate", Secret.NONE);

  public StorageConfig {
    Ranges.checkNotEmpty(url, "storage.url");
    Ranges.check(usageDays, LEAST_DAYS, MOST_DAYS, "storage.usage-retention");
  }

  /** With the details of usage kept as long as by default. */
  public StorageConfig(String url, String username, Secret password) {
    this(url, username, password, DEFAULT_DAYS);
  }
}
