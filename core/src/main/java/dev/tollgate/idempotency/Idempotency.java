package dev.tollgate.idempotency;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request of each key work and the same ones behind it wait, without a thread and within
 * bounds. What the key means beyond this process the store says: it is asked by whoever works, and
 * looked at for those who wait for another process. Thread-safe.
 */
public final class Idempotency {

  private final KeyWatch watch;
  private final WaitLimits limits;
  private final ScheduledExecutorService timer;
  private final Executor telling;
  private final LongSupplier nanos;
  private final KeyCounts counts = new KeyCounts();

  private final Object lock = new Object();
  private final Map<KeyScope, Flight> flights = new HashMap<>();
  private int waiting;

  /**
   * A registry of keys.
   *
   * @param timer runs deadlines; it must forget what is cancelled
   * @param telling where those who waited go on, away from the store's own thread; it must not
   *     refuse
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  public Idempotency(
      IdempotencyStore store,
      WaitLimits limits,
      ScheduledExecutorService timer,
      Executor telling,
      InstantSource clock,
      LongSupplier nanos) {
    this.watch = new KeyWatch(store, clock, timer, limits.look());
    this.limits = limits;
    this.timer = timer;
    this.telling = telling;
    this.nanos = nanos;
  }

  /** What became of requests so far. */
  public KeyCounts counts() {
    return counts;
  }

  /**
   * Comes with a key.
   *
   * @param patience how long the request may wait for another one
   * @return completes when it is clear what the request has to do; completing it from outside, as
   *     by cancelling, leaves
   */
  public CompletableFuture<Turn> enter(ClaimOrder order, Duration patience) {
    Waiter waiter = Waiter.from(order, nanos.getAsLong(), patience);
    Tellings tellings = new Tellings(counts);
    synchronized (lock) {
      Flight flight = flights.get(order.scope());
      if (flight == null) {
        flight = new Flight(order);
        flights.put(order.scope(), flight);
        lead(flight, waiter, tellings);
      } else if (flight.claimed && flight.hasOtherBody(waiter)) {
        tellings.add(waiter, Refusals.reused());
      } else {
        join(flight, waiter, tellings);
      }
    }
    // On the caller's own thread: nobody but he has the future yet.
    tellings.run(Runnable::run);
    return waiter.turn();
  }

  void claimed(Lead lead) {
    Tellings tellings = new Tellings(counts);
    synchronized (lock) {
      Flight flight = ledBy(lead);
      if (flight != null) {
        flight.claimed = true;
        tellAll(flight, flight::hasOtherBody, Refusals.reused(), tellings);
      }
    }
    tellings.run(telling);
  }

  void streams(Lead lead, KeptStream stream) {
    Tellings tellings = new Tellings(counts);
    synchronized (lock) {
      Flight flight = ledBy(lead);
      if (flight != null) {
        flight.stream = stream;
        tellAll(flight, flight::hasSameBody, new Turn.Attach(stream), tellings);
      }
    }
    tellings.run(telling);
  }

  CompletableFuture<Turn> taken(Lead lead, ClaimOutcome.Taken by) {
    Waiter again = lead.request().again();
    Tellings own = new Tellings(counts);
    Tellings tellings = new Tellings(counts);
    synchronized (lock) {
      Flight flight = flights.get(lead.order().scope());
      if (!(by instanceof ClaimOutcome.Running)) {
        own.add(again, turn(by));
      } else if (flight == null) {
        // It was given up, and what became of the key since nobody here knows.
        own.add(again, Refusals.inProgress());
      } else {
        join(flight, again, own);
      }
      Flight led = ledBy(lead);
      if (led != null) {
        led.endLead();
        settle(led, by, tellings);
      }
    }
    own.run(Runnable::run);
    tellings.run(telling);
    return again.turn();
  }

  void finished(Lead lead, StoredAnswer answer) {
    Tellings tellings = new Tellings(counts);
    synchronized (lock) {
      Flight flight = ledBy(lead);
      if (flight != null) {
        flight.endLead();
        settle(flight, new ClaimOutcome.Finished(answer), tellings);
      }
    }
    tellings.run(telling);
  }

  void failed(Lead lead) {
    Tellings tellings = new Tellings(counts);
    synchronized (lock) {
      Flight flight = ledBy(lead);
      if (flight != null) {
        flight.endLead();
        long now = nanos.getAsLong();
        // Each would wait for all before him to fail, and who waited long would take twice his
        // time.
        boolean again = flight.mayFailAgain();
        tellAll(flight, waiter -> !again || waiter.isLate(now), Refusals.failing(), tellings);
        next(flight, tellings);
      }
    }
    tellings.run(telling);
  }

  boolean isAwaited(Lead lead) {
    synchronized (lock) {
      Flight flight = ledBy(lead);
      return flight != null && !flight.waiters.isEmpty();
    }
  }

  /** Null when it has told its end, or was given up. */
  private @Nullable Flight ledBy(Lead lead) {
    Flight flight = flights.get(lead.order().scope());
    return flight != null && flight.lead == lead ? flight : null;
  }

  /** The key was looked at, for those who wait for another process; true to go on looking. */
  private boolean seen(Flight flight, ClaimOutcome.@Nullable Taken by) {
    Tellings tellings = new Tellings(counts);
    synchronized (lock) {
      if (flights.get(flight.order.scope()) != flight || flight.lead != null) {
        return false;
      }
      if (by instanceof ClaimOutcome.Running) {
        return true;
      }
      if (by == null) {
        next(flight, tellings);
      } else {
        settle(flight, by, tellings);
      }
    }
    tellings.run(telling);
    return false;
  }

  /** Nobody of this process works any more, and this is what the store has. */
  private void settle(Flight flight, ClaimOutcome.Taken by, Tellings tellings) {
    if (by instanceof ClaimOutcome.Running) {
      flight.claimed = true;
      tellAll(flight, flight::hasOtherBody, Refusals.reused(), tellings);
      watch.add(flight.order, seen -> seen(flight, seen));
      return;
    }
    tellAll(flight, flight::hasSameBody, turn(by), tellings);
    if (by instanceof ClaimOutcome.Finished) {
      tellAll(flight, flight::hasOtherBody, Refusals.reused(), tellings);
    }
    next(flight, tellings);
  }

  private void next(Flight flight, Tellings tellings) {
    Waiter first = flight.waiters.poll();
    if (first == null) {
      flights.remove(flight.order.scope());
    } else {
      waiting--;
      lead(flight, first, tellings);
    }
  }

  private void lead(Flight flight, Waiter waiter, Tellings tellings) {
    Lead lead = new Lead(this, waiter);
    flight.order = waiter.order();
    flight.lead = lead;
    flight.claimed = false;
    flight.lease =
        timer.schedule(lead::failed, limits.longestWork().toNanos(), TimeUnit.NANOSECONDS);
    tellings.add(waiter, lead);
  }

  private void join(Flight flight, Waiter waiter, Tellings tellings) {
    if (flight.stream != null && flight.stream.isOpen() && flight.hasSameBody(waiter)) {
      counts.joined();
      tellings.add(waiter, new Turn.Attach(flight.stream));
      return;
    }
    if (flight.waiters.size() >= limits.ofOneKey() || waiting >= limits.inAll()) {
      tellings.add(waiter, Refusals.inProgress());
      return;
    }
    flight.waiters.add(waiter);
    waiting++;
    counts.joined();
    Future<?> deadline =
        timer.schedule(
            () -> {
              waiter.turn().complete(Refusals.inProgress());
            },
            waiter.deadline() - nanos.getAsLong(),
            TimeUnit.NANOSECONDS);
    CompletionStage<Turn> told = waiter.turn();
    told.whenComplete(
        (turn, left) -> {
          deadline.cancel(false);
          leave(flight, waiter);
        });
  }

  private void leave(Flight flight, Waiter waiter) {
    synchronized (lock) {
      if (!flight.waiters.remove(waiter)) {
        return;
      }
      waiting--;
      if (flight.lead == null && flight.waiters.isEmpty()) {
        flights.remove(flight.order.scope());
        watch.remove(flight.order.scope());
      }
    }
  }

  /** Tells it to those who wait and are meant. */
  private void tellAll(Flight flight, Predicate<Waiter> meant, Turn turn, Tellings tellings) {
    Iterator<Waiter> waiters = flight.waiters.iterator();
    while (waiters.hasNext()) {
      Waiter waiter = waiters.next();
      if (meant.test(waiter)) {
        waiters.remove();
        waiting--;
        tellings.add(waiter, turn);
      }
    }
  }

  private static Turn turn(ClaimOutcome.Taken by) {
    if (by instanceof ClaimOutcome.Finished finished) {
      return finished.answer().isKept() ? new Turn.Replay(finished.answer()) : Refusals.notKept();
    }
    return by instanceof ClaimOutcome.OtherBody ? Refusals.reused() : Refusals.inProgress();
  }
}
