package dev.tollgate.launcher;

import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.Tollgate;
import dev.tollgate.keys.IssuedKey;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.keys.KeyOrder;
import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The whole job shown on its own parts: a model, a database, a funded account, one completion. */
final class Demo {

  private static final BigDecimal CREDITS = BigDecimal.valueOf(1000);
  private static final long STORE_SECONDS = 5;

  private final Path folder;
  private final DemoUpstream upstream;
  private final JettyServer server;
  private final Tollgate tollgate;
  private final List<DemoOffer> offers;
  private final PrintWriter out;

  private Demo(
      Path folder,
      DemoUpstream upstream,
      GatewayPrograms.Running running,
      List<DemoOffer> offers,
      PrintWriter out) {
    this.folder = folder;
    this.upstream = upstream;
    this.server = running.server();
    this.tollgate = running.tollgate();
    this.offers = offers;
    this.out = out;
  }

  /**
   * Starts it.
   *
   * @param environment may name providers whose models are offered too; left alone by a demo that
   *     runs once, which needs no network
   */
  static Demo start(DemoOptions options, Map<String, String> environment, PrintWriter out)
      throws Exception {
    List<DemoOffer> offers = options.once() ? List.of() : new DemoOffers(environment).all();
    Path folder = Files.createTempDirectory("tollgate-demo-");
    DemoUpstream upstream = DemoUpstream.start();
    try {
      GatewayConfig config = DemoConfig.of(options.port(), folder, upstream, offers);
      return new Demo(folder, upstream, GatewayPrograms.start(config), offers, out);
    } catch (Exception e) {
      upstream.close();
      delete(folder);
      throw e;
    }
  }

  JettyServer server() {
    return server;
  }

  /** Funds an account, sends a completion through the whole chain and shows what it did. */
  void show() throws Exception {
    Account account =
        tollgate.ledger().open("demo").toCompletableFuture().get(STORE_SECONDS, TimeUnit.SECONDS);
    Money funds = Money.ofCredits(CREDITS);
    tollgate
        .ledger()
        .topUp(new TopUp(account.id(), funds, "demo", "a gift"))
        .toCompletableFuture()
        .get(STORE_SECONDS, TimeUnit.SECONDS);
    IssuedKey key = tollgate.keys().issue(new KeyOrder(account.id(), "demo", KeyLimits.NONE, null));

    out.println();
    out.println("  Tollgate " + Version.number() + ", the whole job on its own parts");
    out.println();
    row("model", "built in, at " + upstream.baseUrl());
    offers.forEach(offer -> row(offer.provider(), offer.told()));
    row("database", "H2, in " + folder);
    row("account", "demo, with " + credits(funds));
    row("question", DemoModel.QUESTION);
    out.println();
    out.print("  ");
    out.flush();

    DemoCaller caller = new DemoCaller(server.address(), key.secret());
    DemoCaller.Told told = caller.ask("stansa-g4", DemoModel.QUESTION, new WrappedText(out));
    out.println();
    out.println();
    row(
        "usage",
        told.promptTokens()
            + " prompt + "
            + told.completionTokens()
            + " completion tokens, of "
            + told.model());
    LedgerEntry charge = lastEntry(account.id());
    Money cost = Money.ZERO.minus(charge.amount());
    row("charge", credits(cost));
    row("balance", credits(charge.posted()));
    out.println();
    out.println("  Your turn:");
    out.println();
    out.println(caller.curl());
    out.println();
    out.flush();
  }

  private LedgerEntry lastEntry(AccountId account) {
    return tollgate.ledger().entries(account, "", 1).rows().get(0);
  }

  private void row(String name, String value) {
    out.printf("  %-10s%s%n", name, value);
  }

  private static String credits(Money amount) {
    return String.format(
        "%s credits ($%s)", amount.toCredits().toPlainString(), amount.toDollars().toPlainString());
  }

  /** Stops everything and leaves no file behind. */
  void stop() throws Exception {
    try {
      server.drainAndStop();
    } finally {
      upstream.close();
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(folder)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
