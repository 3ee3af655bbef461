package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.assertOverloaded;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.store.schema.Tables.TOLLGATE_RATE_WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.contract.Orders;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.limits.Admission;
import dev.tollgate.limits.Admission.Denied;
import dev.tollgate.limits.Admission.Granted;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.limits.SharedRateLimiter;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes that count together. */
@ExtendWith(PostgresServer.Resolver.class)
class PostgresWindowsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final RateLimit LIMIT = new RateLimit(60, 10_000);

  private final DatabaseLogin login;
  private final SharedClock clock;
  private final Database one;
  private final Database other;
  private final RateLimiter first;
  private final RateLimiter second;

  PostgresWindowsTest(PostgresServer server) {
    login = server.empty();
    clock = new SharedClock(login, NOON);
    one = clock.node();
    other = clock.node();
    first = new SharedRateLimiter(LIMIT, one.sharedWindows().orElseThrow());
    second = new SharedRateLimiter(LIMIT, other.sharedWindows().orElseThrow());
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void fiveMinutesOfFiveHundredRequestsASecondAdmitExactlySixtyEach() {
    for (int minute = 0; minute < 5; minute++) {
      List<CompletionStage<Admission>> ofFirst = new ArrayList<>();
      List<CompletionStage<Admission>> ofSecond = new ArrayList<>();
      for (int second = 0; second < 59; second += 15) {
        for (int i = 0; i < 250; i++) {
          ofFirst.add(first.admit(caller("acct_1")));
          ofSecond.add(this.second.admit(caller("acct_1")));
        }
        ofFirst.forEach(Orders::outcome);
        ofSecond.forEach(Orders::outcome);
        clock.move(Duration.ofSeconds(15));
      }

      assertThat(granted(ofFirst) + granted(ofSecond)).as("minute %d", minute).isEqualTo(60);
      for (List<CompletionStage<Admission>> answers : List.of(ofFirst, ofSecond)) {
        assertThat(answers.stream().map(answer -> outcome(answer).minute().remaining()))
            .isSortedAccordingTo(Comparator.reverseOrder());
      }
    }
    assertThat(outcome(first.admit(caller("acct_1"))).day().remaining())
        .isEqualTo(10_000 - 5 * 60 - 1);
  }

  @Test
  @Timeout(60)
  void manyNewSubjectsFromBothAllComeThrough() {
    for (int round = 0; round < 20; round++) {
      List<CompletionStage<Admission>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        // Each account and each key once from either node, against each other.
        answers.add(first.admit(bounded("acct_" + round + "_" + i, "key_" + round + "_" + i)));
        int j = 99 - i;
        answers.add(second.admit(bounded("acct_" + round + "_" + j, "key_" + round + "_" + j)));
      }
      assertThat(granted(answers)).isEqualTo(200);
    }
  }

  @Test
  void jumpsOfAnHourReopenNoWindowOnEitherNode() {
    assertThat(granted(both(100))).isEqualTo(60);

    clock.move(Duration.ofHours(1));
    assertThat(granted(both(100))).isEqualTo(60);
    clock.move(Duration.ofHours(-1));
    for (CompletionStage<Admission> answer : both(5)) {
      assertThat(outcome(answer))
          .isInstanceOfSatisfying(
              Denied.class,
              denied ->
                  assertThat(denied.retryAfter())
                      .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }
    clock.move(Duration.ofHours(-1));
    assertThat(granted(both(5))).isZero();
    clock.move(Duration.ofMinutes(1));
    assertThat(granted(both(100))).isEqualTo(60);
  }

  @Test
  @Timeout(30)
  void lockedRowIsWaitedForNoLongerThanTwoSeconds() throws Exception {
    outcome(first.admit(caller("acct_1")));
    try (Connection beside = PostgresServer.beside(login);
        Statement statement = beside.createStatement()) {
      beside.setAutoCommit(false);
      statement.execute("select * from tollgate_rate_window for update");

      CompletionStage<Admission> stuck = second.admit(caller("acct_1"));

      assertOverloaded(stuck);
      beside.rollback();
    }
    while (!other.answers()) {
      Thread.onSpinWait();
    }
    assertThat(outcome(second.admit(caller("acct_1")))).isInstanceOf(Granted.class);
  }

  @Test
  void sweepPassesOverWindowsThatAreCountedIn() throws Exception {
    outcome(first.admit(caller("acct_1")));
    outcome(first.admit(caller("acct_2")));
    try (Connection beside = PostgresServer.beside(login);
        Statement statement = beside.createStatement()) {
      statement.execute("update tollgate_rate_window set day_number = 7");
      beside.setAutoCommit(false);
      statement.execute("select * from tollgate_rate_window where subject = 'a:acct_1' for update");
      assertThat(outcome(other.sweep(400)).windows()).isEqualTo(1);
      beside.rollback();
      beside.setAutoCommit(true);
      assertThat(new PostgresEngine(login).sql(beside).fetchCount(TOLLGATE_RATE_WINDOW))
          .isEqualTo(1);
    }
    assertThat(outcome(second.admit(caller("acct_2")))).isInstanceOf(Granted.class);
  }

  private List<CompletionStage<Admission>> both(int each) {
    List<CompletionStage<Admission>> answers = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      answers.add(first.admit(caller("acct_1")));
      answers.add(second.admit(caller("acct_1")));
    }
    answers.forEach(Orders::outcome);
    return answers;
  }

  private static int granted(List<CompletionStage<Admission>> answers) {
    return (int) answers.stream().filter(answer -> outcome(answer) instanceof Granted).count();
  }

  private static Caller caller(String account) {
    return new Caller(new AccountId(account), "key00000", KeyLimits.NONE);
  }

  private static Caller bounded(String account, String key) {
    return new Caller(new AccountId(account), key, new KeyLimits(2L, null));
  }
}
