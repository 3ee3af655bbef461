package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {

  @TempDir Path folder;

  @Test
  void whatUsageCostBeyondItsHoldsIsCountedOnce() {
    try (Database database = H2Files.open(folder)) {
      AccountId account = outcome(database.ledger().open("a")).id();
      outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1000), "start", null)));
      for (int i = 0; i < 3; i++) {
        HoldId hold = new HoldId("hold_" + i);
        outcome(database.billing().hold(hold(account, hold.value(), 100)));
        SettlementOrder order =
            new SettlementOrder(
                hold, Usage.of(10, 3), Money.ofNanos(100), Money.ofNanos(7), Orders.NOW);
        outcome(database.billing().settle(order));
        outcome(database.billing().settle(order));
      }

      assertThat(database.lost().nanos()).isEqualTo(21);
      assertThat(database.lateSettlements()).isZero();
      assertThat(database.expiredHolds()).isZero();
    }
  }
}
