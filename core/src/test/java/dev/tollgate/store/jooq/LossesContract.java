package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.Loss;
import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's losses, on every database. */
abstract class LossesContract {

  private static final int DAYS_KEPT = 7;

  private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final TimeOrderedIds ids = new TimeOrderedIds(() -> now, new Random(3));
  private Database database;
  private Beside beside;

  /** Into a new database. */
  protected abstract DatabaseLogin login();

  @BeforeEach
  void open() {
    database = Databases.open(login(), () -> now);
    beside = new Beside(login());
  }

  @AfterEach
  void close() {
    assertThat(database.ledger().check().problems()).isEmpty();
    database.close();
  }

  private Loss loss(long nanos) {
    return new Loss(
        ids.next(Loss.PREFIX),
        "acct_1",
        "req_1",
        "stansa-g4",
        "first",
        "broken_off",
        Usage.estimated(8, 3),
        Money.ofNanos(nanos),
        now);
  }

  @Test
  void lossIsWrittenDownOnceHoweverOftenItIsTold() throws Exception {
    Loss loss = loss(33_500);

    outcome(database.losses().book(List.of(loss)));
    outcome(database.losses().book(List.of(loss(2_000), loss)));

    assertThat(beside.value("select count(*), sum(cost) from tollgate_loss")).isEqualTo("2 35500");
    assertThat(
            beside.value(
                "select account, request_id, model, upstream, reason, prompt_tokens,"
                    + " completion_tokens from tollgate_loss where cost = 2000 and estimated"
                    + " and recorded = '2026-11-21 12:00:00Z'"))
        .isEqualTo("acct_1 req_1 stansa-g4 first broken_off 8 3");
  }

  @Test
  void lossesOfOldDaysGoAStepAtATime() throws Exception {
    outcome(database.losses().book(List.of(loss(1))));
    for (int i = 0; i < JooqLossStore.STEP; i += 128) {
      outcome(database.losses().book(Stream.generate(() -> loss(1)).limit(128).toList()));
    }
    now = now.plus(Duration.ofDays(DAYS_KEPT));
    outcome(database.losses().book(List.of(loss(2))));
    assertThat(outcome(database.sweep(DAYS_KEPT))).isEqualTo(Databases.NOTHING_SWEPT);
    assertThat(beside.value("select count(*) from tollgate_loss"))
        .isEqualTo("" + (JooqLossStore.STEP + 2));

    now = now.plus(Duration.ofDays(1));
    assertThat(outcome(database.sweep(DAYS_KEPT)))
        .returns(JooqLossStore.STEP, Swept::losses)
        .returns(true, Swept::isFull);
    assertThat(beside.value("select count(*) from tollgate_loss")).isEqualTo("2");
    assertThat(outcome(database.sweep(DAYS_KEPT)))
        .returns(1, Swept::losses)
        .returns(false, Swept::isFull);
    assertThat(beside.value("select count(*), sum(cost) from tollgate_loss")).isEqualTo("1 2");
  }
}
