package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.NOW;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.contract.KeyLimitsContract;
import dev.tollgate.contract.LimitedOrders;
import dev.tollgate.contract.Orders;
import dev.tollgate.contract.Stores;
import dev.tollgate.keys.ApiKey;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.Budget.Reset;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.money.Money;
import dev.tollgate.store.journal.Journal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2KeyLimitsTest extends KeyLimitsContract {

  private static final KeyLimits BUDGET =
      new KeyLimits(
          null,
          null,
          new CompletionLimits(null, null, new Budget(Money.ofNanos(100), Reset.DAILY)));

  @TempDir Path folder;

  @Override
  protected Stores opened() {
    return OpenStores.of(H2Files.login(folder));
  }

  @Test
  void settlementThatOnlyTheJournalHasCounts() throws Exception {
    AccountId account = fundedAccount();
    stores().close();
    Journal left = Journal.open(folder.resolve("ledger.mv.db"));
    left.start(1);
    left.append(
        SettledBytes.write(
            List.of(
                new Move(
                    new HoldRow(
                        "lost", account.value(), "key", "req_1", "m", "", 100, HoldState.HELD),
                    Orders.settle("lost", 70),
                    NOW))));

    open();

    assertThat(outcome(stores().billing().hold(order(account, "hold_1", 31))))
        .isEqualTo(new HoldOutcome.OverBudget(Money.ofNanos(30)));
  }

  @Test
  void rowsOfHoldsThatEndedAreDeleted() throws Exception {
    AccountId account = fundedAccount();
    for (int i = 0; i < 5; i++) {
      outcome(stores().billing().hold(order(account, "hold_" + i, 10)));
      outcome(stores().billing().release(order(account, "hold_" + i, 10).id()));
    }
    outcome(stores().billing().hold(order(account, "open", 10)));

    stores().sweep(NOW.plus(Duration.ofMinutes(6)));

    try (Connection beside = H2Files.beside(folder);
        Statement statement = beside.createStatement();
        var rows = statement.executeQuery("select count(*), max(hold) from tollgate_key_hold")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(1);
      assertThat(rows.getString(2)).isEqualTo("open");
    }
  }

  @Test
  void wrongSumOfAKeyIsFound() throws Exception {
    AccountId account = fundedAccount();
    HoldOrder hold = order(account, "hold_1", 50);
    outcome(stores().billing().hold(hold));
    outcome(stores().billing().settle(Orders.settle(hold, 50)));
    try (Connection beside = H2Files.beside(folder);
        Statement fault = beside.createStatement()) {
      fault.executeUpdate("update tollgate_key_spending set spent = 49");
      assertThat(stores().ledger().check().problems())
          .containsExactly("key key spent less of its budget than the sums of its days");
      fault.executeUpdate("update tollgate_key_spending set spent = 50");
    }
  }

  private AccountId fundedAccount() {
    AccountId account = accountWith(1000);
    stores()
        .apiKeys()
        .add(new ApiKey("key", account, "k", "00".repeat(32), BUDGET, NOW, null, null));
    return account;
  }

  private static HoldOrder order(AccountId account, String id, long nanos) {
    return LimitedOrders.hold(new Caller(account, "key", BUDGET), id, nanos, NOW);
  }
}
