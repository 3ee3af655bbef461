package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.settle;

import com.google.common.base.Ticker;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.contract.Keys;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.store.files.WatchedFiles;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that works until somebody kills it, and prints whatever it was told is done. */
final class KilledWriter {

  /** What it prints once it stopped where it was told to. */
  static final String STOPPED = "stopped";

  static final String SETTLED = "settled";
  static final String TOPPED_UP = "topped-up";

  /** The writer did not come to it, as behind a stop, or on a machine that stalls. */
  static final String REFUSED = "refused";

  private static final int CALLERS = 64;

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final String run;
  private final Database database;
  private final List<AccountId> accounts;

  private KilledWriter(Path folder, @Nullable KillPoint point, int times, String run) {
    this.run = run;
    Stop stop = new Stop(point, times, () -> say(STOPPED));
    WatchedFiles.watch(new FilePoints(stop));
    database = open(new StoppingEngine(new H2Engine(H2Files.login(folder)), stop));
    accounts = database.ledger().list("", 100).rows().stream().map(Account::id).toList();
  }

  /**
   * Waits for a line with the folder, the point to stop at or a dash, how often that is reached,
   * and a name for this run; ends with whoever has the other end of its input.
   */
  public static void main(String[] args) throws IOException {
    // Loads what is needed later, while nobody waits for it.
    open(new H2Engine(new DatabaseLogin("jdbc:h2:mem:warm", "tollgate", "secret"))).close();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    if (line == null) {
      return;
    }
    String[] words = line.split(" ", -1);
    new Thread(() -> endWith(in)).start();
    KillPoint point = words[1].equals("-") ? null : KillPoint.valueOf(words[1]);
    KilledWriter writer =
        new KilledWriter(Path.of(words[0]), point, Integer.parseInt(words[2]), words[3]);
    for (int caller = 0; caller < CALLERS; caller++) {
      writer.next(caller, 0);
    }
  }

  private static Database open(Engine engine) {
    InstantSource clock = InstantSource.fixed(Orders.NOW);
    Random random = new Random(ProcessHandle.current().pid());
    return Database.open(engine, clock, Ticker.systemTicker(), new TimeOrderedIds(clock, random));
  }

  private static void endWith(BufferedReader in) {
    try {
      while (in.readLine() != null) {
        // Nothing more is said.
      }
    } catch (IOException gone) {
      // That is what is waited for.
    }
    Runtime.getRuntime().halt(0);
  }

  private void next(int caller, int turn) {
    CompletionStage<?> done = caller == 0 && turn % 40 == 39 ? topUp(turn) : life(caller, turn);
    done.whenComplete(
        (answer, failure) -> {
          if (failure == null) {
            next(caller, turn + 1);
          } else if (failure.getCause() instanceof Refusal refusal
              && refusal.kind() == RefusalKind.OVERLOADED) {
            say(REFUSED);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)
                .execute(() -> next(caller, turn + 1));
          } else {
            say("failed " + failure);
          }
        });
  }

  private CompletionStage<?> topUp(int turn) {
    String reference = "r-" + run + "-" + turn;
    return database
        .ledger()
        .topUp(new TopUp(accounts.get(0), Money.ofNanos(7), reference, null))
        .thenAccept(posted -> say(TOPPED_UP + " " + reference));
  }

  /** True for every eighth: it has a key, and its own id is the answer that is kept. */
  static boolean isKeyed(String id) {
    return Integer.parseInt(id.substring(id.lastIndexOf('_') + 1)) % 8 == 1;
  }

  /** Every eighth hold is given back, every eighth costs nothing, every eighth has a key. */
  private CompletionStage<?> life(int caller, int turn) {
    // Half of the callers share one account.
    int which = caller % 2 == 0 ? 0 : caller / 2 % accounts.size();
    String id = "hold_" + run + "_" + caller + "_" + turn;
    int cost = turn % 8 == 5 ? 0 : 1 + (caller + turn) % 10;
    if (isKeyed(id)) {
      HoldOrder keyed = Keys.hold(Keys.claim(accounts.get(which), id, "body"), id, 10);
      return database
          .billing()
          .hold(keyed)
          .thenCompose(
              outcome -> database.billing().settle(Keys.settle(keyed, cost, Keys.answer(id))))
          .thenAccept(settled -> say(SETTLED + " " + id + " " + cost));
    }
    CompletionStage<?> held = database.billing().hold(hold(accounts.get(which), id, 10));
    return turn % 8 == 3
        ? held.thenCompose(outcome -> database.billing().release(new HoldId(id)))
        : held.thenCompose(outcome -> database.billing().settle(settle(id, cost)))
            .thenAccept(settled -> say(SETTLED + " " + id + " " + cost));
  }

  /** One write for a line: a kill cuts none in two. */
  private void say(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
