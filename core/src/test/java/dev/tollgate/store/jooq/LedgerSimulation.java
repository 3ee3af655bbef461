package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.Settlement;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Random commands to one new account, a handful at a time, each answer compared with what the model
 * says; all of it decided by the seed.
 */
final class LedgerSimulation {

  private static final int AT_ONCE = 8;

  /** A hold that did not end by then never will, whatever the faults. */
  private static final Duration ENDED = Duration.ofSeconds(10);

  private final Supplier<Database> database;
  private final long seed;
  private final Random random;
  private final boolean faulty;
  private final LedgerModel model = new LedgerModel();
  private final AccountId account;
  private final List<String> placed = new ArrayList<>();
  private int holds;
  private int topUps;
  private int commands;

  /**
   * A run on that database.
   *
   * @param faulty true while the database may fail: the account is then rich, since a hold that was
   *     refused may stand for a moment, and must not change what others get
   */
  LedgerSimulation(Supplier<Database> database, long seed, boolean faulty) {
    this.database = database;
    this.seed = seed;
    this.random = new Random(seed);
    this.faulty = faulty;
    String name = "seed " + seed;
    account = again(() -> database.get().ledger().open(name).toCompletableFuture()).id();
    topUp("start", faulty ? 1_000_000_000_000L : random.nextInt(3000));
  }

  /** Sends commands until there were that many; tells how many there were. */
  int run(int atLeast) {
    while (commands < atLeast) {
      switch (random.nextInt(9)) {
        case 0 -> topUp("r" + random.nextInt(topUps + 1), 1 + random.nextInt(900));
        case 1 -> sweep();
        case 2, 3, 4, 5 -> placeSome();
        default -> endSome();
      }
    }
    sweep();
    return commands;
  }

  /** The process that had the database is gone. */
  void restarted() {
    model.expire();
    compareBalance();
  }

  private void placeSome() {
    List<String> ids = new ArrayList<>();
    List<long[]> orders = new ArrayList<>();
    List<CompletableFuture<HoldOutcome>> answers = new ArrayList<>();
    for (int i = 1 + random.nextInt(AT_ONCE); i > 0; i--) {
      String id = "hold_" + seed + "_" + holds++;
      long amount = random.nextInt(500);
      long least = random.nextBoolean() ? amount : random.nextInt((int) amount + 1);
      ids.add(id);
      orders.add(new long[] {amount, least});
      answers.add(
          database
              .get()
              .billing()
              .hold(Orders.hold(account, id, amount, least))
              .toCompletableFuture());
    }
    commands += ids.size();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      Optional<HoldOutcome> outcome = unlessRefused(answers.get(i));
      if (outcome.isEmpty()) {
        // It may stand all the same: who was refused gives it back, and then it costs nothing.
        assertThat(again(() -> release(id)).state()).as(id).isEqualTo(Settlement.State.RELEASED);
        continue;
      }
      LedgerModel.HoldAnswer expected = model.hold(id, orders.get(i)[0], orders.get(i)[1]);
      assertThat(answer(outcome.get())).as("%s of seed %d", id, seed).isEqualTo(expected);
      if (expected.held()) {
        placed.add(id);
      }
    }
    compareBalance();
  }

  private void endSome() {
    if (placed.isEmpty()) {
      return;
    }
    List<String> ids = new ArrayList<>();
    List<Long> costs = new ArrayList<>();
    List<CompletableFuture<Settlement>> answers = new ArrayList<>();
    for (int i = 1 + random.nextInt(AT_ONCE); i > 0; i--) {
      // Among the last ones, so that the same hold often is ended twice, and one way or another.
      String id = placed.get(Math.max(0, placed.size() - 1 - random.nextInt(12)));
      if (faulty && ids.contains(id)) {
        // Who of two comes first is only certain while nobody has to try again.
        continue;
      }
      long cost = random.nextInt(4) == 0 ? -1 : random.nextLong(model.amount(id) + 1);
      ids.add(id);
      costs.add(cost);
      answers.add(
          cost < 0
              ? release(id)
              : database.get().billing().settle(Orders.settle(id, cost)).toCompletableFuture());
    }
    commands += ids.size();
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      long cost = costs.get(i);
      Settlement settlement = answers.get(i).orTimeout(ENDED.toSeconds(), TimeUnit.SECONDS).join();
      LedgerModel.Held expected = model.end(id, Math.max(0, cost), cost >= 0);
      assertThat(settlement.state().name())
          .as("%s of seed %d", id, seed)
          .isEqualTo(expected.state().name());
      assertThat(settlement.charged().nanos())
          .as("%s of seed %d", id, seed)
          .isEqualTo(expected.charged());
    }
    compareBalance();
  }

  private void topUp(String reference, long amount) {
    TopUp order = new TopUp(account, Money.ofNanos(amount), reference, null);
    if (amount == 0) {
      return;
    }
    commands++;
    topUps++;
    TopUpOutcome outcome = again(() -> database.get().ledger().topUp(order).toCompletableFuture());
    boolean expected = model.topUp(reference, amount);
    assertThat(outcome instanceof TopUpOutcome.Posted).as("seed %d", seed).isEqualTo(expected);
    compareBalance();
  }

  private void sweep() {
    Swept step;
    do {
      step = again(() -> database.get().sweep(400).toCompletableFuture());
    } while (step.isFull());
    commands++;
    model.expire();
    compareBalance();
  }

  private void compareBalance() {
    var balance = database.get().ledger().find(account).orElseThrow().balance();
    assertThat(balance.posted().nanos()).as("posted of seed %d", seed).isEqualTo(model.posted());
    assertThat(balance.reserved().nanos())
        .as("reserved of seed %d", seed)
        .isEqualTo(model.reserved());
  }

  private CompletableFuture<Settlement> release(String id) {
    return database.get().billing().release(new HoldId(id)).toCompletableFuture();
  }

  private static LedgerModel.HoldAnswer answer(HoldOutcome outcome) {
    return outcome instanceof HoldOutcome.Held held
        ? new LedgerModel.HoldAnswer(true, held.amount().nanos())
        : new LedgerModel.HoldAnswer(
            false, ((HoldOutcome.Insufficient) outcome).available().nanos());
  }

  /** Empty when the command was refused because the database failed. */
  private <T> Optional<T> unlessRefused(CompletableFuture<T> answer) {
    try {
      return Optional.of(answer.join());
    } catch (CompletionException failure) {
      if (faulty && failure.getCause() instanceof Refusal) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private <T> T again(Supplier<CompletableFuture<T>> command) {
    Optional<T> answer = unlessRefused(command.get());
    while (answer.isEmpty()) {
      answer = unlessRefused(command.get());
    }
    return answer.get();
  }
}
