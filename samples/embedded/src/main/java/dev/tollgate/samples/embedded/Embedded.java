package dev.tollgate.samples.embedded;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.config.Assembly;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.PricedModelConfig;
import dev.tollgate.config.RouteConfig;
import dev.tollgate.config.Secret;
import dev.tollgate.config.StorageConfig;
import dev.tollgate.config.Tollgate;
import dev.tollgate.config.UpstreamConfig;
import dev.tollgate.gateway.Completion;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/** A program that pays for one completion out of an account of its own ledger. */
public final class Embedded {

  private Embedded() {}

  /**
   * Asks the provider whose base URL, as {@code https://api.openai.com/v1}, is the first argument,
   * with the second one as its key.
   */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("usage: Embedded BASE-URL API-KEY");
      System.exit(2);
    }
    run(URI.create(arguments[0]), new Secret(arguments[1]), System.out);
  }

  static void run(URI baseUrl, Secret apiKey, PrintStream out) {
    // The README shows from here.
    GatewayConfig config =
        GatewayConfig.of(
                List.of(UpstreamConfig.of("provider", baseUrl, apiKey)),
                List.of(
                    PricedModelConfig.of(
                        "small",
                        Price.ofDollars("0.50", "2.00"),
                        new RouteConfig("provider", "gpt-4.1-mini"))),
                "small")
            // In memory, so that the sample leaves no file; the default is a file.
            .withStorage(new StorageConfig("jdbc:h2:mem:sample", "tollgate", Secret.NONE));

    try (Tollgate tollgate = Assembly.assemble(config, List.of())) {
      Account account = tollgate.ledger().open("acme").toCompletableFuture().join();
      Money funds = Money.ofCredits(BigDecimal.valueOf(1000));
      TopUp topUp = new TopUp(account.id(), funds, "invoice-1", null);
      tollgate.ledger().topUp(topUp).toCompletableFuture().join();

      Caller caller = new Caller(account.id(), "embedded", KeyLimits.NONE);
      ChatRequest question = ChatRequest.of("small", "Say hello.");
      Completion answer = tollgate.complete(caller, question).toCompletableFuture().join();

      LedgerEntry charge = tollgate.ledger().entries(account.id(), "", 1).rows().get(0);
      out.println(answer.response().content());
      out.println("charged " + Money.ZERO.minus(charge.amount()));
      out.println("balance " + charge.posted());
    }
    // The README shows to here.
  }
}
