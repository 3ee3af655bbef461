package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.contract.Orders;
import dev.tollgate.contract.Stores;
import dev.tollgate.idempotency.IdempotencyStore;
import dev.tollgate.keys.ApiKeyStore;
import dev.tollgate.ledger.LedgerStore;
import java.time.Instant;

/** The stores of a database, by one node or two. */
final class OpenStores implements Stores {

  private final Database one;
  private final Database other;
  private volatile Instant now = Orders.NOW;

  private OpenStores(DatabaseLogin login, boolean twice) {
    one = node(login);
    other = twice ? node(login) : one;
  }

  /** By one node. */
  static OpenStores of(DatabaseLogin login) {
    return new OpenStores(login, false);
  }

  /** By two nodes. */
  static OpenStores ofTwoNodes(DatabaseLogin login) {
    return new OpenStores(login, true);
  }

  private Database node(DatabaseLogin login) {
    return Databases.open(login, () -> now);
  }

  @Override
  public LedgerStore ledger() {
    return one.ledger();
  }

  @Override
  public BillingStore billing() {
    return one.billing();
  }

  @Override
  public BillingStore otherBilling() {
    return other.billing();
  }

  @Override
  public ApiKeyStore apiKeys() {
    return one.keys();
  }

  @Override
  public IdempotencyStore claims() {
    return one.idempotency();
  }

  @Override
  public void sweep(Instant time) {
    now = time;
    outcome(one.sweep(400));
    now = Orders.NOW;
  }

  @Override
  public void close() {
    if (other != one) {
      other.close();
    }
    one.close();
  }
}
