package dev.tollgate.servlet.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.Page;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageSum;
import dev.tollgate.money.Money;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.fixtures.Stage;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CreditsServletTest {

  private static Container serving(LedgerStore ledger, CallerResolver callers) {
    return new JettyContainer(
        new App().servlet("/v1/credits", new CreditsServlet(ledger, callers, new ErrorWriter())));
  }

  @Test
  void callersSeeTheirAccountInCreditsToTheLastNanoDollar() throws Exception {
    Balance balance =
        new Balance(
            Money.ofNanos(1_234_567_891),
            Money.ofNanos(500_000),
            Money.ofNanos(2_000_000_000),
            Money.ofNanos(765_432_109));
    try (Container container = serving(new OneAccount(balance), Stage.callers())) {
      HttpResponse<String> response = new Client(container).get("/v1/credits");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"data\":{\"balance_credits\":1234.567891,\"held_credits\":0.5,"
                  + "\"total_credits\":2000,\"total_usage\":765.432109}}");
    }
  }

  @Test
  void withoutACallerThereIsNothingToSee() throws Exception {
    Balance balance = new Balance(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
    try (Container container = serving(new OneAccount(balance), CallerResolver.ours())) {
      assertThat(new Client(container).get("/v1/credits").statusCode()).isEqualTo(401);
    }
  }

  /** A ledger with one account that nobody can change. */
  private record OneAccount(Balance balance) implements LedgerStore {

    @Override
    public Optional<Account> find(AccountId id) {
      return id.equals(Stage.CALLER.account())
          ? Optional.of(new Account(id, "one", balance, Instant.EPOCH))
          : Optional.empty();
    }

    @Override
    public CompletionStage<Account> open(String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page<Account> list(String cursor, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<TopUpOutcome> topUp(TopUp topUp) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page<LedgerEntry> entries(AccountId account, String cursor, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<UsageSum> usage(UsageQuery query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Integrity check() {
      throw new UnsupportedOperationException();
    }
  }
}
