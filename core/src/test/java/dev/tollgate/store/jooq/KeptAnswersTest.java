package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Keys.answer;
import static dev.tollgate.contract.Keys.claim;
import static dev.tollgate.contract.Keys.hold;
import static dev.tollgate.contract.Keys.settle;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.contract.Orders;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.idempotency.OpenClaim;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.store.journal.Journal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys of an embedded database over its restarts. */
class KeptAnswersTest {

  private static final HoldOutcome HELD = new HoldOutcome.Held(Money.ofNanos(10));

  @TempDir Path folder;

  @FailureRow(30)
  @Test
  void restartKeepsAnswersAndFreesWhatRan() {
    ClaimOrder answered;
    ClaimOrder running;
    ClaimOrder withoutHold;
    try (Database first = H2Files.open(folder)) {
      AccountId account = funded(first);
      answered = claim(account, "answered", "body");
      running = claim(account, "running", "body");
      withoutHold = claim(account, "without", "body");
      HoldOrder order = hold(answered, "hold_1", 10);
      outcome(first.billing().hold(order));
      outcome(first.billing().settle(settle(order, 4, answer("yes"))));
      outcome(first.billing().hold(hold(running, "hold_2", 10)));
      outcome(first.idempotency().claim(open(withoutHold, "claim_1")));
    }

    try (Database again = H2Files.open(folder)) {
      assertThat(outcome(again.billing().hold(hold(answered, "hold_3", 10))))
          .isEqualTo(finished("yes"));
      assertThat(outcome(again.billing().hold(hold(running, "hold_4", 10)))).isEqualTo(HELD);
      assertThat(outcome(again.idempotency().claim(open(withoutHold, "claim_2"))))
          .isEqualTo(new ClaimOutcome.Claimed());
      assertThat(again.ledger().check().problems()).isEmpty();
    }
  }

  @Test
  void crashedProcessHasItsAnswersKeptAgainFromTheJournal() throws Exception {
    AccountId account;
    HoldOrder running;
    HoldOrder unwritten;
    try (Database first = H2Files.open(folder)) {
      account = funded(first);
      running = hold(claim(account, "running", "body"), "hold_1", 10);
      unwritten = hold(claim(account, "unwritten", "body"), "hold_2", 10);
      outcome(first.billing().hold(running));
      // What stands on the disk for this key is older than the hold that was charged.
      outcome(first.billing().hold(hold(claim(account, "unwritten", "x"), "hold_0", 10)));
    }
    Journal left = Journal.open(folder.resolve("ledger.mv.db"));
    left.start(1);
    left.append(SettledBytes.write(List.of(move(running, "one"), move(unwritten, "two"))));

    for (int start = 0; start < 2; start++) {
      try (Database again = H2Files.open(folder)) {
        assertThat(outcome(again.billing().hold(hold(claimOf(running), "hold_3", 10))))
            .isEqualTo(finished("one"));
        assertThat(outcome(again.billing().hold(hold(claimOf(unwritten), "hold_4", 10))))
            .isEqualTo(finished("two"));
        assertThat(again.ledger().find(account).orElseThrow().balance().posted().nanos())
            .isEqualTo(1000 - 4 - 4);
        assertThat(again.ledger().check().problems()).isEmpty();
      }
    }
  }

  @Test
  void journalFromBeforeThereWereKeysIsRead() {
    byte[] now = SettledBytes.write(List.of(move(plain("hold_1"), null)));
    byte[] before = Arrays.copyOf(now, now.length - 1);
    before[0] = 1;

    assertThat(SettledBytes.read(before)).isEqualTo(SettledBytes.read(now)).hasSize(1);
  }

  @Test
  void keyThatContradictsItsHoldIsFound() throws Exception {
    try (Database database = H2Files.open(folder);
        Connection beside = H2Files.beside(folder);
        Statement fault = beside.createStatement()) {
      HoldOrder order = hold(claim(funded(database), "k", "body"), "hold_1", 10);
      outcome(database.billing().hold(order));
      outcome(database.billing().settle(settle(order, 4, answer("yes"))));

      for (String wrong :
          List.of(
              "state = 'RUNNING', status = null, content_type = null", "account = 'acct_other'")) {
        fault.executeUpdate("update tollgate_idempotency set " + wrong);
        assertThat(database.ledger().check().problems())
            .as(wrong)
            .anyMatch(problem -> problem.startsWith("hold hold_1 ") && problem.contains(" key "));
      }
    }
  }

  private static HoldOutcome finished(String text) {
    return new HoldOutcome.KeyTaken(new ClaimOutcome.Finished(answer(text)));
  }

  private static OpenClaim open(ClaimOrder order, String id) {
    return new OpenClaim(order, id, Orders.NOW, Orders.NOW.plus(Duration.ofMinutes(5)));
  }

  private static HoldOrder plain(String id) {
    return Orders.hold(new AccountId("acct_1"), id, 10);
  }

  private static ClaimOrder claimOf(HoldOrder order) {
    ClaimOrder claim = order.claim();
    if (claim == null) {
      throw new AssertionError("a hold without a key");
    }
    return claim;
  }

  private static Move move(HoldOrder order, @Nullable String answer) {
    HoldRow row =
        new HoldRow(
            order.id().value(),
            order.caller().account().value(),
            order.caller().keyId(),
            order.subject().requestId(),
            order.subject().model(),
            order.subject().callName(),
            0,
            HoldState.EXPIRED);
    SettlementOrder settlement = settle(order, 4, answer == null ? null : answer(answer));
    return new Move(row, settlement, settlement.time());
  }

  private static AccountId funded(Database database) {
    AccountId account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1000), "start", null)));
    return account;
  }
}
