package dev.tollgate.contract;

import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts begin and end with: empty stores, and books that balance. */
public abstract class StoreContract {

  private Stores stores;

  /** Opens stores with nothing in them, or with what a test left there. */
  protected abstract Stores opened();

  /** Before each test, and where one wants to begin again with what it left. */
  @BeforeEach
  protected final void open() {
    stores = opened();
  }

  @AfterEach
  final void everyInvariantHolds() {
    try {
      assertThat(ledger().check().problems()).isEmpty();
    } finally {
      stores.close();
    }
  }

  /** The stores of this test. */
  protected final Stores stores() {
    return stores;
  }

  final LedgerStore ledger() {
    return stores.ledger();
  }

  final BillingStore billing() {
    return stores.billing();
  }

  /** A new account with that many nano-dollars. */
  protected final AccountId accountWith(long nanos) {
    AccountId account = outcome(ledger().open("a")).id();
    if (nanos > 0) {
      outcome(ledger().topUp(new TopUp(account, Money.ofNanos(nanos), "start", null)));
    }
    return account;
  }
}
