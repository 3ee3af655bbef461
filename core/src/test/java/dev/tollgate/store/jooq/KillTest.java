package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void noAcknowledgedSettlementIsLostToAKill() throws Exception {
    AccountId account;
    try (Database database = H2Files.open(folder)) {
      account = outcome(database.ledger().open("a")).id();
      outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1 << 30), "r", null)));
    }

    List<String> acknowledged = new ArrayList<>();
    for (int acknowledgements : new int[] {40, 333}) {
      acknowledged.addAll(killAfter(acknowledgements, account));
      try (Database database = H2Files.open(folder)) {
        assertThat(settled(database, account)).containsAll(acknowledged);
        assertThat(database.openHolds()).isZero();
        assertThat(database.ledger().check().problems()).isEmpty();
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(370);
  }

  /** Every settlement that the process was told of before it died. */
  private List<String> killAfter(int acknowledgements, AccountId account) throws IOException {
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName(),
            folder.toString(),
            account.value());
    child.redirectError(new File(folder.toFile(), "child.err"));
    Process process = child.start();
    List<String> told = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told.add(line);
        if (told.size() == acknowledgements) {
          // By its handle: the process's own method would close the pipe with lines still in it.
          process.toHandle().destroyForcibly();
        }
      }
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      process.destroyForcibly();
    }
    return told.subList(0, Math.max(told.size() - 1, 0));
  }

  private static Set<String> settled(Database database, AccountId account) {
    Set<String> ids = new HashSet<>();
    String cursor = "";
    do {
      var page = database.ledger().entries(account, cursor, 1000);
      page.rows().stream().map(LedgerEntry::id).forEach(ids::add);
      cursor = page.next().orElse("");
    } while (!cursor.isEmpty());
    return ids;
  }
}
