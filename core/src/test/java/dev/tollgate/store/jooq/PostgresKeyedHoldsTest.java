package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;

import com.google.common.base.Ticker;
import dev.tollgate.billing.BillingStore;
import dev.tollgate.contract.KeyedHoldsContract;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.TimeOrderedIds;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresKeyedHoldsTest extends KeyedHoldsContract {

  private final AtomicReference<Instant> now = new AtomicReference<>(Orders.NOW);
  private final Database database;

  PostgresKeyedHoldsTest(PostgresServer server) {
    database =
        Database.open(
            server.empty(),
            now::get,
            Ticker.systemTicker(),
            new TimeOrderedIds(now::get, new Random()));
  }

  @Override
  protected void close() {
    database.close();
  }

  @Override
  protected BillingStore billing() {
    return database.billing();
  }

  @Override
  protected LedgerStore ledger() {
    return database.ledger();
  }

  @Override
  protected void sweep(Instant time) {
    now.set(time);
    outcome(database.sweep(400));
  }
}
