package dev.tollgate.config;

import dev.tollgate.billing.Loss;
import dev.tollgate.billing.LossStore;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.gateway.LostAnswer;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what answers cost that nobody is charged for written down for as long as its timer runs: each
 * second, and while more waits step by step, with a pause in which the requests' commands go first.
 */
final class LossBooking implements ExchangeListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LossBooking.class);

  private static final long REST_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 20;

  /** How many are written at a time. */
  private static final int STEP = 128;

  /** How many may wait; the metrics count also those that find no place. */
  private static final int WAITING = 8_192;

  private final LossStore store;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;
  private final BlockingQueue<Loss> waiting = new ArrayBlockingQueue<>(WAITING);

  /** Those of a batch that the database refused for good, to be told one at a time. */
  private final Queue<Loss> alone = new ConcurrentLinkedQueue<>();

  private final LongAdder dropped = new LongAdder();

  /** Those under way to the table, until they are there. */
  private volatile List<Loss> batch = List.of();

  private volatile @Nullable ScheduledFuture<?> next;
  private volatile boolean closed;

  private LossBooking(
      LossStore store, TimeOrderedIds ids, InstantSource clock, ScheduledExecutorService timer) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.timer = timer;
  }

  /** Begins to book. */
  static LossBooking start(
      LossStore store, TimeOrderedIds ids, InstantSource clock, ScheduledExecutorService timer) {
    LossBooking booking = new LossBooking(store, ids, clock, timer);
    booking.next(REST_MILLIS);
    return booking;
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
    if (!waiting.offer(loss)) {
      dropped.increment();
    }
  }

  private void next(long millis) {
    if (!closed) {
      next = timer.schedule(this::step, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void step() {
    long missing = dropped.sumThenReset();
    if (missing > 0) {
      LOG.warn("{} losses are not in the table: too many were waiting", missing);
    }
    if (batch.isEmpty()) {
      batch = some();
    }
    if (batch.isEmpty()) {
      next(REST_MILLIS);
    } else {
      store.book(batch).whenComplete((booked, failure) -> booked(failure));
    }
  }

  private void booked(@Nullable Throwable failure) {
    if (failure instanceof Refusal stalled) {
      // The same again: what is in the table already stays there once.
      LOG.warn(
          "{} losses wait for the database: {}",
          batch.size() + alone.size() + waiting.size(),
          stalled.getMessage());
      next(REST_MILLIS);
      return;
    }
    // The same again would fail again, and keep all others waiting.
    if (failure != null && batch.size() > 1) {
      alone.addAll(batch);
    } else if (failure != null) {
      LOG.warn("{}: its loss is not in the table", batch.get(0).requestId(), failure);
    }
    batch = List.of();
    next(waiting.isEmpty() && alone.isEmpty() ? REST_MILLIS : PAUSE_MILLIS);
  }

  private List<Loss> some() {
    Loss single = alone.poll();
    if (single != null) {
      return List.of(single);
    }
    List<Loss> losses = new ArrayList<>(STEP);
    waiting.drainTo(losses, STEP);
    return losses;
  }

  /** Hands over what waits; to be called before the database closes, which writes it. */
  @Override
  public void close() {
    closed = true;
    ScheduledFuture<?> due = next;
    if (due != null) {
      due.cancel(false);
    }
    for (List<Loss> rest = batch.isEmpty() ? some() : batch; !rest.isEmpty(); rest = some()) {
      int size = rest.size();
      store
          .book(rest)
          .whenComplete(
              (booked, failure) -> {
                if (failure != null) {
                  LOG.warn("{} losses are not in the table", size, failure);
                }
              });
    }
  }
}
