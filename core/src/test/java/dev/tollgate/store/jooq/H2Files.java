package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.TimeOrderedIds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Random;

/** Opens databases in files of a folder. */
final class H2Files {

  private H2Files() {}

  static Database open(Path folder) {
    return open(folder, Ticker.systemTicker());
  }

  static Database open(Path folder, Ticker ticker) {
    InstantSource clock = InstantSource.fixed(Orders.NOW);
    // Thread-safe, and another seed for each process that opens the same files.
    Random random = new Random(ProcessHandle.current().pid());
    return Database.open(login(folder), clock, ticker, new TimeOrderedIds(clock, random));
  }

  static DatabaseLogin login(Path folder) {
    return new DatabaseLogin("jdbc:h2:file:" + folder.resolve("ledger"), "tollgate", "secret");
  }

  /** Another connection into an open database: for planted faults and for locks in its way. */
  static Connection beside(Path folder) throws SQLException {
    return new H2Engine(login(folder)).source().getConnection();
  }
}
