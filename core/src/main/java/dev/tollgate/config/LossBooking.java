package dev.tollgate.config;

import dev.tollgate.billing.Loss;
import dev.tollgate.billing.LossStore;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.gateway.LostAnswer;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.money.Money;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what answers cost that nobody is charged for. */
final class LossBooking implements ExchangeListener {

  private static final Logger LOG = LoggerFactory.getLogger(LossBooking.class);

  private final LossStore store;
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  LossBooking(LossStore store, TimeOrderedIds ids, InstantSource clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void lost(ChatCall call, LostAnswer answer) {
    Money cost = answer.price().cost(answer.used()).minus(answer.price().cost(answer.charged()));
    if (!cost.isPositive()) {
      return;
    }
    Loss loss =
        new Loss(
            ids.next(Loss.PREFIX),
            call.account(),
            call.requestId(),
            call.plan().shownModel(),
            answer.upstream(),
            answer.reason().label(),
            answer.used(),
            cost,
            clock.instant());
    store
        .book(loss)
        .whenComplete(
            (booked, failure) -> {
              if (failure != null) {
                LOG.warn("{}: a loss of {} may not be in the table", call.requestId(), cost);
              }
            });
  }
}
