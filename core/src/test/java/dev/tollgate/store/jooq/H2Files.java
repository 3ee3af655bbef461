package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import dev.tollgate.contract.Orders;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** Opens databases in files of a folder. */
final class H2Files {

  private H2Files() {}

  static Database open(Path folder) {
    return open(folder, Ticker.systemTicker());
  }

  static Database open(Path folder, Ticker ticker) {
    return Databases.open(login(folder), InstantSource.fixed(Orders.NOW), ticker);
  }

  static DatabaseLogin login(Path folder) {
    return new DatabaseLogin("jdbc:h2:file:" + folder.resolve("ledger"), "tollgate", "secret");
  }

  /** Another connection into an open database: for planted faults and for locks in its way. */
  static Connection beside(Path folder) throws SQLException {
    return new Beside(login(folder)).connection();
  }
}
