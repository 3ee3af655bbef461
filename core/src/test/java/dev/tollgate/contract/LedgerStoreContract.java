package dev.tollgate.contract;

import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.Page;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageQuery.GroupBy;
import dev.tollgate.ledger.UsageSum;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link LedgerStore} does. */
public abstract class LedgerStoreContract extends StoreContract {

  private static final LocalDate DAY = LocalDate.parse("2026-11-21");

  @Test
  void newAccountHasNothing() {
    Account opened = outcome(ledger().open("Ada's"));

    assertThat(opened.name()).isEqualTo("Ada's");
    assertThat(opened.balance().posted()).isEqualTo(Money.ZERO);
    assertThat(ledger().find(opened.id())).contains(opened);
    assertThat(ledger().find(new AccountId("acct_none"))).isEmpty();
  }

  @Test
  void accountsComeInPages() {
    List<AccountId> opened = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      opened.add(outcome(ledger().open("account " + i)).id());
    }

    List<AccountId> listed = new ArrayList<>();
    String cursor = "";
    do {
      Page<Account> page = ledger().list(cursor, 2);
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(2);
      page.rows().forEach(account -> listed.add(account.id()));
      cursor = page.next().orElse("");
    } while (!cursor.isEmpty());

    assertThat(listed).containsExactlyInAnyOrderElementsOf(opened);
    assertThat(ledger().list("", 5).next()).isEmpty();
  }

  @Test
  void topUpCountsOnceForEachReference() {
    AccountId account = outcome(ledger().open("a")).id();

    TopUpOutcome first = topUp(account, 500, "invoice-1");
    TopUpOutcome other = topUp(account, 20, "invoice-2");
    TopUpOutcome repeat = topUp(account, 500, "invoice-1");
    TopUpOutcome changed = topUp(account, 501, "invoice-1");
    TopUpOutcome negated = topUp(account, -500, "invoice-1");

    assertThat(((TopUpOutcome.Posted) first).posted()).isEqualTo(Money.ofNanos(500));
    assertThat(((TopUpOutcome.Posted) other).posted()).isEqualTo(Money.ofNanos(520));
    assertThat(repeat).isEqualTo(first);
    assertThat(changed).isInstanceOf(TopUpOutcome.ReferenceReused.class);
    assertThat(negated).isInstanceOf(TopUpOutcome.ReferenceReused.class);
    assertThat(posted(account)).isEqualTo(520);
    assertThat(ledger().entries(account, "", 10).rows()).hasSize(2);
  }

  @Test
  void theSameReferenceOnAnotherAccountIsAnother() {
    AccountId one = outcome(ledger().open("a")).id();
    AccountId two = outcome(ledger().open("b")).id();

    topUp(one, 5, "r");

    assertThat(topUp(two, 7, "r")).isInstanceOf(TopUpOutcome.Posted.class);
    assertThat(posted(one)).isEqualTo(5);
    assertThat(posted(two)).isEqualTo(7);
    assertThat(topUp(new AccountId("acct_none"), 1, "r"))
        .isInstanceOf(TopUpOutcome.NoSuchAccount.class);
  }

  @Test
  void creditsBeyondTheRangeAreRefusedAndMoveNothing() {
    AccountId account = outcome(ledger().open("a")).id();
    topUp(account, Long.MAX_VALUE, "all");

    assertThatThrownBy(() -> topUp(account, 1, "more"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(RefusalKind.INVALID_REQUEST));
    assertThat(posted(account)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void entriesFootLineByLineNewestFirst() {
    AccountId account = outcome(ledger().open("a")).id();
    topUp(account, 1000, "in");
    for (int i = 0; i < 7; i++) {
      outcome(billing().hold(Orders.hold(account, "hold_" + i, 100)));
      outcome(billing().settle(Orders.settle("hold_" + i, 10 + i)));
    }
    topUp(account, -200, "out");

    List<LedgerEntry> entries = new ArrayList<>();
    String cursor = "";
    do {
      Page<LedgerEntry> page = ledger().entries(account, cursor, 4);
      entries.addAll(page.rows());
      cursor = page.next().orElse("");
    } while (!cursor.isEmpty());

    assertThat(entries).hasSize(9);
    assertThat(entries.get(0).kind()).isEqualTo(LedgerEntry.Kind.ADJUSTMENT);
    assertThat(entries.get(0).reference()).contains("out");
    assertThat(entries.get(1).kind()).isEqualTo(LedgerEntry.Kind.USAGE);
    assertThat(entries.get(1).requestId()).contains("req_hold_6");
    assertThat(entries.get(8).kind()).isEqualTo(LedgerEntry.Kind.TOPUP);
    Money balance = Money.ZERO;
    for (int i = entries.size() - 1; i >= 0; i--) {
      balance = balance.plus(entries.get(i).amount());
      assertThat(entries.get(i).posted()).isEqualTo(balance);
    }
    assertThat(balance.nanos()).isEqualTo(posted(account)).isEqualTo(709);
  }

  @Test
  void foreignCursorIsRefusedByName() {
    AccountId account = outcome(ledger().open("a")).id();

    for (String cursor : List.of("x", "eA", "====", "💥", "a".repeat(5000))) {
      assertThatThrownBy(() -> ledger().entries(account, cursor, 10))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.kind()).isEqualTo(RefusalKind.INVALID_REQUEST);
                assertThat(refusal.param()).contains("cursor");
              });
    }
  }

  @Test
  void usageIsSummedByGroup() {
    AccountId account = outcome(ledger().open("a")).id();
    topUp(account, 1000, "in");
    for (int i = 0; i < 3; i++) {
      outcome(billing().hold(Orders.hold(account, "hold_" + i, 100)));
      outcome(billing().settle(Orders.settle("hold_" + i, 40)));
    }

    for (GroupBy by : GroupBy.values()) {
      String group =
          switch (by) {
            case DAY -> "2026-11-21";
            case MODEL -> "some-model";
            case KEY -> "key00001";
            case CALL_NAME -> "nightly";
          };
      assertThat(ledger().usage(new UsageQuery(account, DAY, DAY, by)))
          .containsExactly(new UsageSum(group, 3, 30, 9, Money.ofNanos(120)));
    }
    assertThat(
            ledger().usage(new UsageQuery(account, DAY.plusDays(1), DAY.plusDays(2), GroupBy.DAY)))
        .isEmpty();
  }

  @Test
  void integrityHoldsAfterAllOfIt() {
    AccountId account = outcome(ledger().open("a")).id();
    topUp(account, 1000, "in");
    outcome(billing().hold(Orders.hold(account, "hold_1", 100)));
    outcome(billing().hold(Orders.hold(account, "hold_2", 100)));
    outcome(billing().settle(Orders.settle("hold_1", 60)));

    var integrity = ledger().check();

    assertThat(integrity.problems()).isEmpty();
    assertThat(integrity.ok()).isTrue();
    assertThat(integrity.accounts()).isEqualTo(1);
    assertThat(integrity.entries()).isEqualTo(2);
    assertThat(integrity.openHolds()).isEqualTo(1);
  }

  private TopUpOutcome topUp(AccountId account, long nanos, String reference) {
    return outcome(ledger().topUp(new TopUp(account, Money.ofNanos(nanos), reference, null)));
  }

  private long posted(AccountId account) {
    return ledger().find(account).orElseThrow().balance().posted().nanos();
  }
}
