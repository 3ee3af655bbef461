package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred callers at once and money for 37 of them, round by round. The system property {@code
 * tollgate.races} sets the number of rounds.
 */
@ExtendWith(PostgresServer.Resolver.class)
class RaceTest {

  private static final int ADMITTED = 37;

  /** Not enough for one more. */
  private static final long REST = Callers.WANTED - 1;

  @TempDir Path folder;

  @Test
  @Timeout(1800)
  void oneNodeAdmitsNoMoreThanThereIsMoneyFor() throws Exception {
    int rounds = Integer.getInteger("tollgate.races", 200);
    try (Database database = H2Files.open(folder);
        Callers callers = new Callers(200)) {
      for (int round = 0; round < rounds; round++) {
        AccountId account = funded(database);

        assertThat(callers.admitted(database, account, "r" + round))
            .as("round %d", round)
            .isEqualTo(ADMITTED);

        assertNothingOverspent(database, account);
      }
      assertThat(database.ledger().check().problems()).isEmpty();
    }
  }

  @Test
  @Timeout(1800)
  void twoProcessesAdmitNoMoreThanThereIsMoneyFor(PostgresServer server) throws Exception {
    int rounds = Integer.getInteger("tollgate.races", 50);
    DatabaseLogin login = server.empty();
    try (Database database = PostgresServer.node(login);
        Racer one = new Racer(login, "one");
        Racer other = new Racer(login, "other")) {
      for (int round = 0; round < rounds; round++) {
        AccountId account = funded(database);

        one.race(account);
        other.race(account);

        assertThat(one.admitted() + other.admitted()).as("round %d", round).isEqualTo(ADMITTED);
        assertNothingOverspent(database, account);
      }
      assertThat(database.ledger().check().problems()).isEmpty();
    }
  }

  private static AccountId funded(Database database) {
    AccountId account = outcome(database.ledger().open("a")).id();
    Money money = Money.ofNanos(ADMITTED * Callers.WANTED + REST);
    outcome(database.ledger().topUp(new TopUp(account, money, "start", null)));
    return account;
  }

  private static void assertNothingOverspent(Database database, AccountId account) {
    Balance balance = database.ledger().find(account).orElseThrow().balance();
    assertThat(balance.reserved().nanos()).isEqualTo(ADMITTED * Callers.WANTED);
    assertThat(balance.available().nanos()).isEqualTo(REST);
  }

  /** A {@link RacingNode} as seen from outside. */
  private static final class Racer implements AutoCloseable {
    private final Process process;
    private final Writer accounts;
    private final BufferedReader admitted;

    Racer(DatabaseLogin login, String name) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx192m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  RacingNode.class.getName(),
                  login.url(),
                  login.username(),
                  name)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      accounts = process.outputWriter(UTF_8);
      admitted = process.inputReader(UTF_8);
    }

    void race(AccountId account) throws IOException {
      accounts.write(account.value() + "\n");
      accounts.flush();
    }

    int admitted() throws IOException {
      String line = admitted.readLine();
      assertThat(line).as("the other process ended").isNotNull();
      return Integer.parseInt(line);
    }

    @Override
    public void close() {
      process.toHandle().destroyForcibly();
    }
  }
}
