package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.Settlement;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageQuery.GroupBy;
import dev.tollgate.money.Money;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the details of usage, on every database. */
abstract class UsageRetentionContract {

  private static final int KEPT = 7;
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private volatile Instant now = START;
  private final TimeOrderedIds ids = new TimeOrderedIds(() -> now, new Random(3));
  private Database database;
  private Beside beside;
  private AccountId account;

  /** Into a new database. */
  protected abstract DatabaseLogin login();

  @BeforeEach
  void openWithAFundedAccount() {
    database = Databases.open(login(), () -> now);
    beside = new Beside(login());
    account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1_000_000), "start", null)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void detailsOfOldDaysGoAndEverythingElseStays() throws Exception {
    settleOnDays(10);
    var query =
        new UsageQuery(account, day(START), day(START.plus(Duration.ofDays(20))), GroupBy.DAY);
    var sums = database.ledger().usage(query);
    var entries = database.ledger().entries(account, "", 100);
    var balance = database.ledger().find(account).orElseThrow().balance();
    assertThat(sums).hasSize(10);

    assertThat(sweep()).returns(7, Swept::trimmed).returns(2, Swept::details);

    // Today is the tenth day, and seven whole days before it are kept.
    assertThat(beside.value("select count(*) from tollgate_usage")).isEqualTo("8");
    assertThat(beside.value("select min(usage_day) from tollgate_usage")).isEqualTo("2026-11-23");
    assertThat(beside.value("select whole_from from tollgate_usage_kept")).isEqualTo("2026-11-23");
    assertThat(database.ledger().usage(query)).isEqualTo(sums);
    assertThat(database.ledger().entries(account, "", 100)).isEqualTo(entries);
    assertThat(database.ledger().find(account).orElseThrow().balance()).isEqualTo(balance);
    assertThat(database.ledger().check().problems()).isEmpty();
    assertThat(sweep()).isEqualTo(Databases.NOTHING_SWEPT);
  }

  @Test
  void aStepIsBoundedAndTellsThatThereIsMore() throws Exception {
    CompletionStage<Settlement> last = settle();
    for (int i = 1; i < Expiry.STEP + 44; i++) {
      last = settle();
    }
    outcome(last);
    assertThat(database.ledger().check().problems()).isEmpty();
    pass(Duration.ofDays(20));

    int steps = 0;
    Swept step;
    do {
      step = sweep();
      steps++;
      assertThat(step.details()).isLessThanOrEqualTo(Expiry.STEP);
      assertThat(database.ledger().check().problems()).isEmpty();
    } while (step.isFull());

    assertThat(steps).isGreaterThan(1);
    assertThat(beside.value("select count(*) from tollgate_usage")).isEqualTo("0");
    assertThat(sweep()).isEqualTo(Databases.NOTHING_SWEPT);
    assertThat(database.ledger().check().problems()).isEmpty();
  }

  @Test
  void whatWasSettledAfterMidnightStaysUntilItsOwnDayIsOver() throws Exception {
    now = Instant.parse("2026-11-21T23:59:59Z");
    HoldId hold = hold(Duration.ofMinutes(11));
    now = Instant.parse("2026-11-22T00:00:01Z");
    outcome(database.billing().settle(settlement(hold)));

    now = Instant.parse("2026-11-29T12:00:00Z");
    assertThat(sweep().details()).isZero();
    assertThat(beside.value("select whole_from from tollgate_usage_kept")).isEqualTo("1970-01-01");
    now = Instant.parse("2026-11-30T00:00:00Z");
    assertThat(sweep().details()).isEqualTo(1);
    assertThat(database.ledger().check().problems()).isEmpty();
  }

  @Test
  void aRepeatedEndFindsItsUsageAsLongAsItsHoldHasARow() {
    HoldId hold = hold(Duration.ofDays(30));
    Settlement settled = outcome(database.billing().settle(settlement(hold)));
    pass(Duration.ofDays(20));

    assertThat(sweep()).isEqualTo(Databases.NOTHING_SWEPT);
    assertThat(outcome(database.billing().settle(settlement(hold)))).isEqualTo(settled);
    assertThat(database.ledger().check().problems()).isEmpty();

    pass(Duration.ofDays(20));
    assertThat(sweep()).returns(1, Swept::trimmed).returns(1, Swept::details);
    assertThat(database.ledger().check().problems()).isEmpty();
  }

  @Test
  void faultsAreStillFoundInDaysWithDetailsAndInDaysWithout() throws Exception {
    settleOnDays(10);
    sweep();
    String[][] faults = {
      {"delete from tollgate_usage where usage_day = '2026-11-23'", "pays for usage"},
      {"delete from tollgate_usage where usage_day = '2026-11-24'", "whose sums are not"},
      {
        "update tollgate_usage_daily set cost = cost + 1 where usage_day = '2026-11-21'",
        "paid something else"
      },
      {"delete from tollgate_usage_daily where usage_day = '2026-11-22'", "paid something else"},
      {
        "update tollgate_usage_daily set requests = 2 where usage_day = '2026-11-23'",
        "whose sums are not"
      },
      {"delete from tollgate_transfer where recorded < '2026-11-22 00:00:00Z'", "sum up to"},
    };
    for (String[] fault : faults) {
      // On one connection and undone: the check would not see it otherwise than within.
      try (Connection connection = beside.connection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        assertThat(statement.executeUpdate(fault[0])).as(fault[0]).isPositive();
        assertThat(new IntegrityCheck(Engine.of(login()).sql(connection)).run().problems())
            .as(fault[0])
            .anyMatch(problem -> problem.contains(fault[1]));
        connection.rollback();
      }
    }
    assertThat(database.ledger().check().problems()).isEmpty();
  }

  void settleOnDays(int days) {
    for (int i = 0; i < days; i++) {
      outcome(settle());
      if (i < days - 1) {
        pass(Duration.ofDays(1));
      }
    }
  }

  private CompletionStage<Settlement> settle() {
    return database.billing().settle(settlement(hold(Duration.ofMinutes(11))));
  }

  private HoldId hold(Duration good) {
    HoldOrder like = Orders.hold(account, ids.next(HoldId.PREFIX), 100);
    HoldOrder order =
        new HoldOrder(
            like.id(),
            like.caller(),
            like.amount(),
            like.least(),
            like.subject(),
            now,
            now.plus(good));
    outcome(database.billing().hold(order));
    return order.id();
  }

  private SettlementOrder settlement(HoldId hold) {
    return new SettlementOrder(hold, Usage.of(10, 3), Money.ofNanos(40), Money.ZERO, now);
  }

  Swept sweep() {
    return outcome(database.sweep(KEPT));
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
