package dev.tollgate.samples.filters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.config.Tollgate;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.keys.KeyOrder;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.money.Money;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaidApplicationTest {

  private static final long PER_MINUTE = 2;

  // 12 tokens at $0.50 and 20 at $2.00 a million.
  private static final Money CHARGE = Money.ofNanos(46_000);

  private final HttpClient http = HttpClient.newHttpClient();
  private PaidApplication application;

  @BeforeEach
  void start() throws Exception {
    application = PaidApplication.start(0, PER_MINUTE);
  }

  @AfterEach
  void stop() throws Exception {
    application.stop();
  }

  @Test
  void requestWithoutKeyNeverReachesTheServlet() throws Exception {
    HttpResponse<String> answer = post("nothing");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("\"code\":\"unauthorized\"").doesNotContain("haiku");
  }

  @Test
  void accountIsChargedByTheUsageInTheAnswer() throws Exception {
    String key = Main.fundedKey(application.tollgate(), BigDecimal.ONE);

    HttpResponse<String> answer = post(key);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("frog");
    Balance balance = settledBalance();
    assertThat(balance.charged()).isEqualTo(CHARGE);
    assertThat(balance.posted()).isEqualTo(Money.ofCredits(BigDecimal.ONE).minus(CHARGE));
    assertThat(balance.reserved()).isEqualTo(Money.ZERO);
  }

  @Test
  void accountOverItsRateIsTurnedAwayUncharged() throws Exception {
    String key = Main.fundedKey(application.tollgate(), BigDecimal.ONE);

    // At most one minute ends while five requests are sent, so at least one is over its limit.
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 2 * PER_MINUTE + 1; i++) {
      answers.add(post(key));
    }

    List<HttpResponse<String>> denied =
        answers.stream().filter(answer -> answer.statusCode() != 200).toList();
    assertThat(denied)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(429);
              assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
    int admitted = answers.size() - denied.size();
    assertThat(settledBalance().charged()).isEqualTo(Money.ofNanos(CHARGE.nanos() * admitted));
  }

  @Test
  void emptyAccountIsAskedToPay() throws Exception {
    String key = Main.fundedKey(application.tollgate(), new BigDecimal("0.000001"));

    HttpResponse<String> answer = post(key);

    assertThat(answer.statusCode()).isEqualTo(402);
    assertThat(answer.body()).contains("\"code\":\"insufficient_credits\"").doesNotContain("frog");
  }

  @Test
  void keyWhoseBudgetIsUsedUpIsTurnedAway() throws Exception {
    Main.fundedKey(application.tollgate(), BigDecimal.ONE);
    AccountId payer = application.tollgate().ledger().list("", 1).rows().get(0).id();
    Budget budget = new Budget(Money.ofNanos(1), Budget.Reset.MONTHLY);
    KeyLimits limits = new KeyLimits(null, null, new CompletionLimits(null, null, budget));
    String key =
        application.tollgate().keys().issue(new KeyOrder(payer, "bounded", limits, null)).secret();

    HttpResponse<String> answer = post(key);

    assertThat(answer.statusCode()).isEqualTo(402);
    assertThat(answer.body())
        .contains("\"code\":\"insufficient_credits\"", "0.000001 credits a month")
        .doesNotContain("frog");
  }

  private HttpResponse<String> post(String key) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(application.address().resolve("/haiku"))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** The ledger's writer takes commands in their order: what comes after a charge waits for it. */
  private Balance settledBalance() {
    Tollgate tollgate = application.tollgate();
    tollgate.ledger().open("last in the queue").toCompletableFuture().join();
    AccountId payer = tollgate.ledger().list("", 1).rows().get(0).id();
    return tollgate.ledger().find(payer).orElseThrow().balance();
  }
}
