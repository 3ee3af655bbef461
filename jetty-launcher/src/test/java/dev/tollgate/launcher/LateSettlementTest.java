package dev.tollgate.launcher;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.google.common.base.Ticker;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.store.jooq.Database;
import dev.tollgate.store.jooq.DatabaseLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of a settlement that came after its hold had been given back. */
class LateSettlementTest {

  @TempDir Path folder;

  @RegisterExtension final LoggedLines lines = new LoggedLines("dev.tollgate.store.jooq");

  @Test
  void oneLineNamesTheHoldAndTheAccountAndNothingOfTheCaller() {
    AtomicReference<Instant> now = new AtomicReference<>(Orders.NOW);
    DatabaseLogin login = new DatabaseLogin("jdbc:h2:file:" + folder.resolve("l"), "tollgate", "");
    AccountId account;
    try (Database database =
        Database.open(
            login, now::get, Ticker.systemTicker(), new TimeOrderedIds(now::get, new Random(1)))) {
      account = outcome(database.ledger().open("somebody's name")).id();
      outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1000), "start", null)));
      outcome(database.billing().hold(hold(account, "hold_1", 100)));
      now.set(Orders.NOW.plus(Duration.ofMinutes(12)));
      outcome(database.sweep(400));
      outcome(database.billing().settle(settle("hold_1", 40)));
      outcome(database.billing().settle(settle("hold_1", 40)));
    }

    assertThat(lines.events())
        .filteredOn(line -> line.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("hold hold_1 of account " + account + " was settled after it had expired");
  }
}
