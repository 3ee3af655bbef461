package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;

import com.google.common.base.Ticker;
import dev.tollgate.billing.BillingStore;
import dev.tollgate.contract.KeyLimitsContract;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.TimeOrderedIds;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresKeyLimitsTest extends KeyLimitsContract {

  private final Database one;
  private final Database other;
  private volatile Instant now = Orders.NOW;

  PostgresKeyLimitsTest(PostgresServer server) {
    DatabaseLogin login = server.empty();
    one =
        Database.open(
            login,
            () -> now,
            Ticker.systemTicker(),
            new TimeOrderedIds(() -> now, new SecureRandom()));
    other = PostgresServer.node(login);
  }

  @Override
  protected BillingStore billing() {
    return one.billing();
  }

  @Override
  protected BillingStore other() {
    return other.billing();
  }

  @Override
  protected LedgerStore ledger() {
    return one.ledger();
  }

  @Override
  protected void sweep(Instant time) {
    now = time;
    outcome(one.sweep(400));
    now = Orders.NOW;
  }

  @Override
  protected void close() {
    other.close();
    one.close();
  }
}
