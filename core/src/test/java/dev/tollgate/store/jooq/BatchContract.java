package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.HoldOutcome.Held;
import dev.tollgate.billing.HoldOutcome.Insufficient;
import dev.tollgate.billing.Settlement;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.contract.Orders;
import dev.tollgate.contract.StoreContract;
import dev.tollgate.contract.Stores;
import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one batch does to several accounts, and to holds in several states. */
abstract class BatchContract extends StoreContract {

  /** The database beside it has its own. */
  static final class NoUpkeep implements Upkeep {

    @Override
    public void start(GroupCommit writer) {}

    @Override
    public void close() {}
  }

  private WriterSession session;

  /** Into a new database. */
  protected abstract DatabaseLogin login();

  /** Another writer of that database. */
  protected abstract WriterSession session();

  @Override
  protected final Stores opened() {
    return OpenStores.of(login());
  }

  @BeforeEach
  void connect() {
    session = session();
  }

  @AfterEach
  void disconnect() {
    session.disconnect();
  }

  final Account stored(AccountId id) {
    return stores().ledger().find(id).orElseThrow();
  }

  static Command.Hold holding(HoldOrder order) {
    return new Command.Hold(order, new Pending<>(0));
  }

  static Command.End settling(String hold, long nanos) {
    return Command.End.settle(settle(hold, nanos), new Pending<>(0));
  }

  private static Command.End releasing(String hold) {
    return Command.End.release(new HoldId(hold), null, Orders.NOW, new Pending<>(0));
  }

  private static @Nullable HoldOutcome placed(Command.Hold command) {
    return command.pending().decided();
  }

  private static Settlement.@Nullable State ended(Command.End command) {
    Settlement settlement = command.pending().decided();
    return settlement == null ? null : settlement.state();
  }

  @Test
  void accountThatIsShortFailsNoneOfItsNeighbours() throws Exception {
    // In the order of their ids, so that a wrong neighbour is one of these.
    AccountId rich = accountWith(1000);
    AccountId small = accountWith(100);
    AccountId empty = accountWith(0);
    AccountId other = accountWith(1000);
    AccountId missing = new AccountId("acct_zzzzzzzzzzzzzzzzzzzzzzzzzz");
    Command.Hold first = holding(hold(rich, "h1", 400));
    Command.Hold fits = holding(hold(small, "h2", 60));
    Command.Hold tooMuch = holding(hold(small, "h3", 60));
    Command.Hold none = holding(hold(empty, "h4", 1));
    Command.Hold nobody = holding(hold(missing, "h5", 1));
    Command.Hold last = holding(hold(other, "h6", 500));

    session.carryOut(List.of(last, none, fits, nobody, first, tooMuch), false);

    assertThat(placed(first)).isEqualTo(new Held(Money.ofNanos(400)));
    assertThat(placed(fits)).isEqualTo(new Held(Money.ofNanos(60)));
    assertThat(placed(tooMuch)).isEqualTo(new Insufficient(Money.ofNanos(40)));
    assertThat(placed(none)).isEqualTo(new Insufficient(Money.ZERO));
    assertThat(placed(nobody)).isEqualTo(new Insufficient(Money.ZERO));
    assertThat(placed(last)).isEqualTo(new Held(Money.ofNanos(500)));
    assertThat(stored(rich).balance().reserved()).isEqualTo(Money.ofNanos(400));
    assertThat(stored(small).balance().reserved()).isEqualTo(Money.ofNanos(60));
    assertThat(stored(empty).balance().reserved()).isEqualTo(Money.ZERO);
    assertThat(stored(other).balance().reserved()).isEqualTo(Money.ofNanos(500));
  }

  @Test
  void holdsInSeveralStatesEndTogether() throws Exception {
    AccountId account = accountWith(1000);
    AccountId other = accountWith(1000);
    session.carryOut(
        List.of(
            holding(hold(account, "h1", 100)),
            holding(hold(account, "h2", 100)),
            holding(hold(account, "h3", 100)),
            holding(hold(other, "h4", 100))),
        false);
    expire("h3");
    Command.End released = releasing("h1");
    Command.End settled = settling("h2", 70);
    Command.End late = settling("h3", 30);
    Command.End elsewhere = settling("h4", 10);
    Command.End again = settling("h2", 70);
    Command.Hold placed = holding(hold(other, "h5", 100));
    Command.End atOnce = settling("h5", 5);

    session.carryOut(List.of(released, settled, late, elsewhere, again, placed, atOnce), false);

    assertThat(ended(released)).isEqualTo(Settlement.State.RELEASED);
    for (Command.End end : List.of(settled, late, elsewhere, again, atOnce)) {
      assertThat(ended(end)).isEqualTo(Settlement.State.SETTLED);
    }
    assertThat(stored(account).balance().posted()).isEqualTo(Money.ofNanos(900));
    assertThat(stored(account).balance().reserved()).isEqualTo(Money.ZERO);
    assertThat(stored(other).balance().posted()).isEqualTo(Money.ofNanos(985));
    assertThat(stored(other).balance().reserved()).isEqualTo(Money.ZERO);
  }

  @Test
  void entriesStandInTheOrderInWhichTheirSettlementsCame() throws Exception {
    AccountId account = accountWith(1000);
    HoldOrder first = hold(account, "h1", 100);
    HoldOrder second = hold(account, "h2", 100);
    session.carryOut(List.of(holding(first), holding(second)), false);
    SettlementOrder later = settle(first, 10);
    SettlementOrder sooner = settle(second, 20);

    session.carryOut(
        List.of(
            Command.End.settle(sooner, new Pending<>(0)),
            Command.End.settle(later, new Pending<>(0))),
        false);

    assertThat(
            new Beside(login())
                .rows(
                    "select id, balance from tollgate_transfer where kind = 'usage' order by entry"))
        .containsExactly("h2 980", "h1 970");
  }

  /** As a sweep leaves it. */
  final void expire(String hold) throws SQLException {
    Beside beside = new Beside(login());
    beside.run(
        "update tollgate_account set reserved = reserved - 100 where id ="
            + " (select account from tollgate_hold where id = '%s')".formatted(hold));
    beside.run("update tollgate_hold set state = 'EXPIRED' where id = '" + hold + "'");
  }
}
