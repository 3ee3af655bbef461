package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.contract.Orders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The ledger and a model of it, fed with the same random commands, faults and restarts. */
@ExtendWith(PostgresServer.Resolver.class)
class LedgerSimulationTest {

  private static final int SEEDS = 1000;
  private static final int COMMANDS = 100;

  /** Later than any hold of the orders expires: a sweep gives back all that are open. */
  private static final InstantSource CLOCK =
      InstantSource.fixed(Orders.NOW.plus(Duration.ofMinutes(12)));

  @TempDir Path folder;

  private final JumpingTicker ticker = new JumpingTicker();

  @Test
  void aHundredThousandCommandsAgreeWithTheModel() {
    assertThat(simulate(this::h2, sql -> sql, SEEDS)).isGreaterThan(100_000);
  }

  @Test
  void postgresAgreesWithTheModel(PostgresServer server) {
    DatabaseLogin login = server.empty();
    assertThat(simulate(() -> new PostgresEngine(login), sql -> sql, 60)).isGreaterThan(6_000);
  }

  @Test
  void settlementThatForgetsTheStateOfItsHoldIsCaught() {
    Set<String> changed = new HashSet<>();

    assertThatThrownBy(() -> simulate(this::h2, sql -> forgetState(sql, changed), 20))
        .isInstanceOfAny(AssertionError.class, CompletionException.class)
        // What is tried in vain until nobody waits for it any more would prove nothing.
        .rootCause()
        .isNotInstanceOf(TimeoutException.class);
    assertThat(changed).hasSize(2);
  }

  /** Every hold that ended by being given back looks as if it were open. */
  private static String forgetState(String sql, Set<String> changed) {
    String forgetting =
        sql.startsWith("update")
            ? sql.replaceFirst("(\\S*state\"?) <> all", "$1 is not null or $1 <> all")
            : sql.replaceFirst(", \\S*state\"? from", ", 'HELD' from");
    if (!forgetting.equals(sql)) {
      changed.add(sql);
    }
    return forgetting;
  }

  private int simulate(Supplier<Engine> sound, UnaryOperator<String> rewriting, int seeds) {
    FaultyEngine engine = new FaultyEngine(sound.get(), 7, rewriting);
    Database[] database = {open(engine)};
    try {
      int commands = 0;
      for (int seed = 0; seed < seeds; seed++) {
        boolean faulty = seed % 2 == 1;
        engine.failAtRate(faulty ? 0.01 : 0, seed);
        LedgerSimulation simulation = new LedgerSimulation(() -> database[0], seed, faulty);
        commands += simulation.run(COMMANDS);
        engine.failAtRate(0, seed);
        if (seed % 100 == 99) {
          database[0].close();
          engine = new FaultyEngine(sound.get(), 7, rewriting);
          database[0] = open(engine);
          simulation.restarted();
          assertThat(problems(database[0])).as("after seed %d", seed).isEmpty();
        }
      }
      assertThat(problems(database[0])).isEmpty();
      return commands;
    } finally {
      // What never works is tried no longer.
      ticker.jump(BatchRunner.ENDING_PATIENCE.plusSeconds(1));
      database[0].close();
    }
  }

  private Engine h2() {
    return new H2Engine(H2Files.login(folder));
  }

  private static List<String> problems(Database database) {
    return database.ledger().check().problems();
  }

  private Database open(Engine engine) {
    return Database.open(engine, CLOCK, ticker, Databases.ids(CLOCK));
  }
}
