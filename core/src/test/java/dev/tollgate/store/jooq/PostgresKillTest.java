package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL killed under load, the gateway alive: what it was told stays true.
 *
 * <p>{@code -Dtollgate.kills=20} is the long form.
 */
class PostgresKillTest {

  private static final int KILLS = Integer.getInteger("tollgate.kills", 2);

  /** Later than any hold of the orders expires: a sweep at the end gives back what is open. */
  private static final InstantSource CLOCK =
      InstantSource.fixed(Orders.NOW.plus(Duration.ofMinutes(12)));

  @TempDir Path folder;

  @FailureRow(30)
  @Test
  @Timeout(900)
  void noSettlementIsLostOrDoubledAndNoHoldLeaks() throws Exception {
    try (OwnPostgres postgres = OwnPostgres.start(folder);
        Database database = Databases.open(postgres.login(), CLOCK)) {
      AccountId account = outcome(database.ledger().open("a")).id();
      outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1L << 40), "r", null)));

      SettlingCallers callers = new SettlingCallers(database, account);
      callers.start(64);
      Random random = new Random(7);
      for (int kill = 0; kill < KILLS; kill++) {
        callers.awaitAcknowledged(300 + random.nextInt(300));
        postgres.kill();
        postgres.restart();
        awaitReads(database);
        assertThat(database.ledger().check().problems()).as("after kill %d", kill).isEmpty();
      }
      callers.awaitAcknowledged(300);
      callers.stop();
      awaitReads(database);
      long leftOpen = database.openHolds();
      while (outcome(database.sweep(400)).isFull()) {}

      List<String> found = settled(database, account);
      List<String> acknowledged = callers.acknowledged();
      long charged = database.ledger().find(account).orElseThrow().balance().charged().nanos();
      long lost = acknowledged.stream().filter(id -> !found.contains(id)).count();
      long doubled = charged / SettlingCallers.COST - found.size();
      System.out.printf(
          "| kills | acknowledged | found | lost | double | unknown | open before the sweep | leaked |%n"
              + "| %d | %d | %d | %d | %d | %d | %d | %d |%n",
          KILLS,
          acknowledged.size(),
          found.size(),
          lost,
          doubled,
          callers.unknown().size(),
          leftOpen,
          database.openHolds());
      assertThat(callers.unknown()).isEmpty();
      assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(acknowledged);
      assertThat(charged).isEqualTo(acknowledged.size() * SettlingCallers.COST);
      assertThat(database.openHolds()).isZero();
      assertThat(database.ledger().find(account).orElseThrow().balance().reserved())
          .isEqualTo(Money.ZERO);
      assertThat(database.ledger().check().problems()).isEmpty();
    }
  }

  /** The connections for reading are found broken, and made again, as they are asked for. */
  private static void awaitReads(Database database) {
    while (!database.answers()) {
      Thread.onSpinWait();
    }
  }

  private static List<String> settled(Database database, AccountId account) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      var page = database.ledger().entries(account, cursor, 1000);
      page.rows().stream()
          .filter(entry -> entry.kind() == LedgerEntry.Kind.USAGE)
          .map(LedgerEntry::id)
          .forEach(ids::add);
      cursor = page.next().orElse("");
    } while (!cursor.isEmpty());
    return ids;
  }
}
