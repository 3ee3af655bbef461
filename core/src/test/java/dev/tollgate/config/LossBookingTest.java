package dev.tollgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.Loss;
import dev.tollgate.billing.LossStore;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.Ending;
import dev.tollgate.gateway.LostAnswer;
import dev.tollgate.gateway.ManualTimer;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.routing.RoutePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Losses reach the table, also when the database does not answer for a while. */
class LossBookingTest {

  private static final Price PRICE =
      new Price(Money.ofNanos(3), Money.ofNanos(2), Money.ofNanos(4));
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final ManualTimer timer = new ManualTimer();
  private final List<List<Loss>> told = new ArrayList<>();
  private @Nullable RuntimeException failure;
  private final LossBooking booking =
      LossBooking.start(
          new LossStore() {
            @Override
            public CompletionStage<?> book(List<Loss> losses) {
              told.add(List.copyOf(losses));
              return failure == null
                  ? CompletableFuture.completedStage(null)
                  : CompletableFuture.failedStage(failure);
            }
          },
          new TimeOrderedIds(CLOCK, new Random(7)),
          CLOCK,
          timer);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private static Refusal stalled() {
    return Refusal.retryable(RefusalKind.OVERLOADED, "The ledger is busy.", Duration.ofSeconds(1));
  }

  private void lose(int times) {
    Model model = new Model("m", "", PRICE, 9_000, 100, Set.of(), false, null, Set.of());
    ChatCall call =
        new ChatCall(
            "req_1",
            SampleRequests.streamed(),
            new RoutePlan("m", model, PRICE, List.of()),
            100,
            Ending.unbilled(),
            "acct_1");
    for (int i = 0; i < times; i++) {
      booking.lost(
          call,
          new LostAnswer(
              "one", LostAnswer.Reason.BROKEN_OFF, PRICE, Usage.NONE, Usage.estimated(9, 4)));
    }
  }

  @Test
  void whatTheDatabaseRefusesIsToldAgainAsItWas() {
    lose(200);
    failure = stalled();
    timer.fire(0);
    timer.fire(1);
    failure = null;
    timer.fire(2);
    timer.fire(3);

    assertThat(told).hasSize(4);
    assertThat(told.get(0)).hasSize(128).isEqualTo(told.get(1)).isEqualTo(told.get(2));
    assertThat(told.get(3)).hasSize(72);
    assertThat(told.get(0).get(0).cost()).isEqualTo(PRICE.cost(Usage.estimated(9, 4)));
  }

  @Test
  void whatCanNeverBeWrittenKeepsNobodyWaiting() {
    lose(200);
    failure = new IllegalStateException("the ledger can't write this");
    timer.fire(0);
    timer.fire(1);
    failure = null;
    for (int i = 2; i <= 129; i++) {
      timer.fire(i);
    }

    List<Loss> together = told.get(0);
    assertThat(together).hasSize(128);
    assertThat(told.subList(1, 129))
        .containsExactlyElementsOf(together.stream().map(List::of).toList());
    assertThat(told).hasSize(130).last(InstanceOfAssertFactories.LIST).hasSize(72);
  }

  @Test
  void closingHandsOverWhatWaitsAndWhatIsNotKnownToBeThere() {
    lose(130);
    failure = stalled();
    timer.fire(0);

    booking.close();

    assertThat(told).hasSize(3);
    assertThat(told.get(1)).isEqualTo(told.get(0));
    assertThat(told.get(2)).hasSize(2);
  }
}
