package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An embedded ledger under load, killed at each point and at random, again and again with the same
 * files. The system property {@code tollgate.kills} makes it more often than once, and prints a
 * table.
 */
class KillTest {

  private static final int TIMES = Integer.getInteger("tollgate.kills", 1);
  private static final int ACCOUNTS = 8;

  /** So many share their files: what there is to look at behind a kill grows with each. */
  private static final int KILLS_OF_THE_SAME_FILES = 8;

  @TempDir Path folder;

  private final Random random = new Random();
  private final KillTable table = new KillTable();
  private final Map<String, Long> acknowledged = new HashMap<>();
  private KilledProcess next = new KilledProcess();
  private int runs;

  @AfterEach
  void endTheNext() {
    next.close();
  }

  @FailureRow(30)
  @Test
  @Timeout(7200)
  void noAcknowledgedSettlementIsLostOrDoubledByAKill() throws Exception {
    Path files = folder;
    for (int i = 0; i < TIMES; i++) {
      for (KillPoint point : KillPoint.values()) {
        if (table.kills() % KILLS_OF_THE_SAME_FILES == 0) {
          files = Files.createDirectory(folder.resolve("files-" + table.kills()));
          fund(files);
          acknowledged.clear();
        }
        killAt(point, files);
      }
      killAtRandom(files);
      if (TIMES > 1) {
        System.out.println(table);
      }
    }
    assertThat(table.kills()).isEqualTo(TIMES * (KillPoint.values().length + 1L));
  }

  private static void fund(Path files) {
    try (Database database = H2Files.open(files)) {
      for (int i = 0; i < ACCOUNTS; i++) {
        AccountId account = outcome(database.ledger().open("account " + i)).id();
        outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1 << 30), "r" + i, null)));
      }
    }
  }

  private void killAt(KillPoint point, Path files) throws Exception {
    int answers = 0;
    if (point.recovering()) {
      answers += note(take().killBehind(1 + random.nextInt(1000), files, run()));
    }
    int times = 1 + random.nextInt(point.times());
    int later = point.besideTheWriter() ? 1 + random.nextInt(500) : 0;
    answers += note(take().killAt(point, times, later, files, run()));
    look(point.words(), answers, files);
  }

  private void killAtRandom(Path files) throws Exception {
    int answers = note(take().killBehind(1 + random.nextInt(2000), files, run()));
    look("at random", answers, files);
  }

  /** The process that is ready; another one gets ready behind it. */
  private KilledProcess take() {
    KilledProcess ready = next;
    next = new KilledProcess();
    return ready;
  }

  private String run() {
    return "k" + runs++;
  }

  private int note(List<String> said) {
    int before = acknowledged.size();
    for (String line : said) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case KilledWriter.SETTLED -> acknowledged.put(words[1], Long.valueOf(words[2]));
        case KilledWriter.TOPPED_UP -> acknowledged.put(words[1], 7L);
        default -> assertThat(line).isIn(KilledWriter.STOPPED, KilledWriter.REFUSED);
      }
    }
    return acknowledged.size() - before;
  }

  private void look(String point, int answers, Path files) throws SQLException {
    Aftermath aftermath = Aftermath.of(files, acknowledged);
    table.add(point, answers, aftermath);
    assertThat(aftermath)
        .as("after a kill %s", point)
        .isEqualTo(new Aftermath(List.of(), List.of(), 0, List.of()));
  }
}
