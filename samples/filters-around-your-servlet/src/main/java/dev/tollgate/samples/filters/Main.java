package dev.tollgate.samples.filters;

import dev.tollgate.config.Tollgate;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.keys.KeyOrder;
import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.math.BigDecimal;

/** Runs the application with one funded account, and says how to call it. */
public final class Main {

  private static final long REQUESTS_PER_MINUTE = 60;

  private Main() {}

  /** Listens on the port of the first argument; without one, on a free port. */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    PaidApplication application = PaidApplication.start(port, REQUESTS_PER_MINUTE);
    String key = fundedKey(application.tollgate(), BigDecimal.valueOf(1000));
    System.out.println(
        "curl -X POST " + application.address() + "/haiku -H 'Authorization: Bearer " + key + "'");
    application.join();
  }

  /** Opens an account with that many credits and issues a key of it. */
  static String fundedKey(Tollgate tollgate, BigDecimal credits) {
    Account account = tollgate.ledger().open("reader").toCompletableFuture().join();
    TopUp topUp = new TopUp(account.id(), Money.ofCredits(credits), "a gift", null);
    tollgate.ledger().topUp(topUp).toCompletableFuture().join();
    return tollgate
        .keys()
        .issue(new KeyOrder(account.id(), "reader", KeyLimits.NONE, null))
        .secret();
  }
}
