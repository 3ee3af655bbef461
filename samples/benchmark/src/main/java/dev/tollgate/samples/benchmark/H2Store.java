package dev.tollgate.samples.benchmark;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tollgate.store.jooq.DatabaseLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Embedded H2 in a folder of its own. */
final class H2Store implements Store {

  private final Path folder;

  /** In a new folder inside that one. */
  H2Store(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "benchmark-h2");
  }

  @Override
  public String name() {
    return "H2";
  }

  @Override
  public DatabaseLogin login() {
    return new DatabaseLogin("jdbc:h2:file:" + folder.resolve("ledger"), "tollgate", "");
  }

  @Override
  public Connection connect() throws SQLException {
    DatabaseLogin login = login();
    // Callers of one hot row queue for its lock; none may give up before its turn.
    return DriverManager.getConnection(
        login.url()
            + ";DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";WRITE_DELAY=0;LOCK_TIMEOUT=60000",
        login.username(),
        login.password());
  }

  @Override
  public String sync() {
    return "CHECKPOINT SYNC";
  }

  @Override
  public List<String> upkeep() {
    return List.of();
  }

  @Override
  public String numbers(long first, long last) {
    return "SYSTEM_RANGE(" + first + ", " + last + ")";
  }

  @Override
  public void close() throws IOException {
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
