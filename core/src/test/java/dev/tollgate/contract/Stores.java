package dev.tollgate.contract;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.idempotency.IdempotencyStore;
import dev.tollgate.keys.ApiKeyStore;
import dev.tollgate.ledger.LedgerStore;
import java.time.Instant;

/** The stores of one place, as the contracts need them; it is {@link Orders#NOW} there. */
public interface Stores extends AutoCloseable {

  /** The accounts and what moved on them. */
  LedgerStore ledger();

  /** The holds on those accounts. */
  BillingStore billing();

  /** The same through another node, or the same again where there is but one. */
  default BillingStore otherBilling() {
    return billing();
  }

  /** The keys that belong to those accounts. */
  ApiKeyStore apiKeys();

  /** The claims that have no hold. */
  IdempotencyStore claims();

  /** One step of the sweep, as at that time. */
  void sweep(Instant time);

  /** Closes all of them. */
  @Override
  void close();
}
