package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.Page;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageSum;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServletTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/accounts/",
        "/account",
        "/accounts/acct_1/keys/x",
        "/accounts/..acct_1",
        "/keys"
      })
  void anUnknownPathIsNotFound(String path) throws Exception {
    try (AdminServer server = AdminServer.start()) {
      var answer = server.get(path);

      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.error("code")).isEqualTo("not_found");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /accounts, 'POST, GET, HEAD'",
    "DELETE, /accounts/acct_1, 'GET, HEAD'",
    "GET, /accounts/acct_1/credits, POST",
    "PATCH, /accounts/acct_1/keys, 'POST, GET, HEAD'",
    "GET, /keys/AAAAAAAA, DELETE",
    "POST, /integrity, 'GET, HEAD'"
  })
  void aWrongMethodLearnsTheRightOnes(String method, String path, String allow) throws Exception {
    try (AdminServer server = AdminServer.start()) {
      var answer = server.send(server.admin(path).method(method, BodyPublishers.noBody()));

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo(allow);
      assertThat(answer.error("code")).isEqualTo("method_not_allowed");
    }
  }

  @Test
  void headTellsTheLengthAndSendsNoBody() throws Exception {
    try (AdminServer server = AdminServer.start()) {
      var get = server.get("/accounts");
      var head = server.send(server.admin("/accounts").method("HEAD", BodyPublishers.noBody()));

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.text()).isEmpty();
      assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
    }
  }

  @Test
  void aRefusalOfTheStoreReachesTheCaller() throws Exception {
    Refusal full =
        Refusal.retryable(RefusalKind.OVERLOADED, "The queue is full.", Duration.ofSeconds(2));
    CompletableFuture<Account> refused = CompletableFuture.failedFuture(full);
    try (AdminServer server = AdminServer.around(ledger -> new Broken(refused))) {
      var answer = server.post("/accounts", "{\"name\":\"Ada\"}");

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.error("code")).isEqualTo("overloaded");
      assertThat(answer.header("Retry-After")).isEqualTo("2");
    }
  }

  @Test
  void aFaultOfOursIsOurFaultAndTellsNoNames() throws Exception {
    CompletableFuture<Account> broken =
        CompletableFuture.failedFuture(new IllegalStateException("table tollgate_account is gone"));
    try (AdminServer server = AdminServer.around(ledger -> new Broken(broken))) {
      for (var answer :
          List.of(server.post("/accounts", "{\"name\":\"Ada\"}"), server.get("/integrity"))) {
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error("code")).isEqualTo("internal_error");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text()).doesNotContain("tollgate_account").doesNotContain("Exception");
      }
    }
  }

  /** A store whose writes end so, and whose reads break. */
  private record Broken(CompletionStage<Account> opened) implements LedgerStore {

    @Override
    public CompletionStage<Account> open(String name) {
      return opened;
    }

    @Override
    public Optional<Account> find(AccountId id) {
      throw new IllegalStateException("table tollgate_account is gone");
    }

    @Override
    public Page<Account> list(String cursor, int limit) {
      throw new IllegalStateException("table tollgate_account is gone");
    }

    @Override
    public CompletionStage<TopUpOutcome> topUp(TopUp topUp) {
      throw new IllegalStateException("table tollgate_account is gone");
    }

    @Override
    public Page<LedgerEntry> entries(AccountId account, String cursor, int limit) {
      throw new IllegalStateException("table tollgate_account is gone");
    }

    @Override
    public List<UsageSum> usage(UsageQuery query) {
      throw new IllegalStateException("table tollgate_account is gone");
    }

    @Override
    public Integrity check() {
      throw new IllegalStateException("table tollgate_account is gone");
    }
  }
}
