package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.settle;

import dev.tollgate.ledger.AccountId;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that settles until somebody kills it, and prints each settlement it was told of. */
final class KilledWriter {

  private static final int CALLERS = 16;

  private KilledWriter() {}

  /** Runs in the folder of the first argument, on the account of the second. */
  public static void main(String[] args) throws InterruptedException {
    Database database = H2Files.open(Path.of(args[0]));
    AccountId account = new AccountId(args[1]);
    PrintStream acknowledged = System.out;
    for (int i = 0; i < CALLERS; i++) {
      next(database, account, acknowledged, i, 0);
    }
    new CountDownLatch(1).await();
  }

  private static void next(
      Database database, AccountId account, PrintStream acknowledged, int caller, int turn) {
    String id = "hold_" + args(caller, turn);
    database
        .billing()
        .hold(hold(account, id, 10))
        .thenCompose(held -> database.billing().settle(settle(id, 7)))
        .thenAccept(
            settlement -> {
              acknowledged.println(id);
              acknowledged.flush();
              next(database, account, acknowledged, caller, turn + 1);
            });
  }

  private static String args(int caller, int turn) {
    return ProcessHandle.current().pid() + "_" + caller + "_" + turn;
  }
}
