package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the same upstream is asked again, and when it may not be asked at all. */
final class RetryRowsTest {

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> later)
      throws Exception {
    return later.get(Script.DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void checkUnavailable(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(Answer.of(response.body()).text("error.code")).isEqualTo("upstream_unavailable");
  }

  @Test
  @FailureRow(21)
  void row21FullQueueIsToldAtOnceAndTheUpstreamHearsNothing() throws Exception {
    LiveSetup setup =
        LiveSetup.of(folder, provider).with("MAX_CONCURRENCY", "1").with("QUEUE", "0");
    try (LiveGateway gateway = setup.start()) {
      Customer customer = gateway.rich();
      Customer second = gateway.rich();
      Script first = Script.empty().hold();
      provider.next(first.then(wire -> ProviderAnswers.whole("Hi.", 24, 9).play(wire)));
      CompletableFuture<HttpResponse<String>> running =
          new Caller(gateway, customer).chatLater(Question.PLAIN);
      first.awaitHold();

      for (String question : List.of(Question.PLAIN, Question.STREAM)) {
        checkUnavailable(new Caller(gateway, second).chat(question));
      }

      assertThat(provider.requests()).hasSize(1);
      first.release();
      assertThat(answer(running).statusCode()).isEqualTo(200);
      UpstreamState state = state(gateway);
      assertThat(state.circuit()).isEqualTo("closed");
      assertThat(state.errors()).containsOnlyKeys("queue_full");
      gateway.checkUncharged(second);
    }
  }

  @Test
  @FailureRow(21)
  void row21WhenAllAreOutOneIsTriedOnce() throws Exception {
    try (ScriptedProvider other = ScriptedProvider.start();
        LiveGateway gateway = LiveSetup.of(folder, provider).withSecond(other).start()) {
      Customer customer = gateway.rich();
      Caller caller = new Caller(gateway, customer);
      provider.otherwise(() -> Script.status(429, "{}", "Retry-After: 20"));
      other.otherwise(() -> Script.status(402, "{}"));

      checkUnavailable(caller.chat(Question.of("two-routes")));
      assertThat(provider.requests()).hasSize(1);
      assertThat(other.requests()).hasSize(1);
      HttpResponse<String> response = caller.chat(Question.of("two-routes"));

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).contains("20");
      // The one that is back soonest.
      assertThat(provider.requests()).hasSize(2);
      assertThat(other.requests()).hasSize(1);
      assertThat(state(gateway).circuit()).isEqualTo("open");
      gateway.checkUncharged(customer);
    }
  }

  @Test
  @FailureRow(21)
  void row21CallsBeyondTheRetryBudgetAreNotTriedAgain() throws Exception {
    int most = 3;
    try (LiveGateway gateway = LiveSetup.of(folder, provider).start()) {
      List<Customer> customers = new ArrayList<>();
      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      List<Script> lost = new ArrayList<>();
      for (int i = 0; i <= most; i++) {
        customers.add(gateway.rich());
        lost.add(provider.next(Script.empty().hold().cut()));
        calls.add(new Caller(gateway, customers.get(i)).chatLater(Question.PLAIN));
        lost.get(i).awaitHold();
      }
      List<Script> again = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        Script held = Script.empty().hold();
        again.add(provider.next(held.then(w -> ProviderAnswers.whole("Hi.", 24, 9).play(w))));
      }
      lost.forEach(Script::release);

      CompletableFuture.anyOf(calls.toArray(CompletableFuture<?>[]::new))
          .get(Script.DEADLINE.toSeconds(), TimeUnit.SECONDS);
      again.forEach(Script::release);

      int refused = 0;
      for (int i = 0; i <= most; i++) {
        HttpResponse<String> response = answer(calls.get(i));
        if (response.statusCode() != 200) {
          checkUnavailable(response);
          assertThat(gateway.lastCharge(customers.get(i))).isEqualTo(Money.ZERO);
          refused++;
        }
      }
      assertThat(refused).isEqualTo(1);
      assertThat(provider.requests()).hasSize(2 * most + 1);
      assertThat(state(gateway).errors()).containsEntry("connection_lost", most + 1L);
      assertThat(state(gateway).successes()).isEqualTo(most);
      gateway.checkBooks();
    }
  }

  @Test
  @FailureRow(3)
  void row03SecondTryMayBeTheOneThatIsAnswered() throws Exception {
    for (String question : List.of(Question.PLAIN, Question.STREAM)) {
      provider.next(Script.empty().cut());
      provider.next(ProviderAnswers.whole("Hi.", 24, 9));
      checkSecondTry("connection_lost", question);
    }
  }

  @Test
  @FailureRow(6)
  void row06ShortWaitIsWaitedForWhereThereIsNoOther() throws Exception {
    provider.next(Script.status(429, "{}", "Retry-After: 1"));
    provider.next(ProviderAnswers.whole("Hi.", 24, 9));
    checkSecondTry("rate_limited", Question.PLAIN);
  }

  private void checkSecondTry(String kind, String question) throws Exception {
    int before = provider.requests().size();
    try (LiveGateway gateway = LiveSetup.of(folder, provider).start()) {
      Customer customer = gateway.rich();

      HttpResponse<String> response = new Caller(gateway, customer).chat(question);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(provider.requests()).hasSize(before + 2);
      UpstreamState state = state(gateway);
      assertThat(state.errors()).containsOnly(Map.entry(kind, 1L));
      assertThat(state.successes()).isEqualTo(1);
      // 24 × $1.75 and 9 × $6.50 a million, once.
      assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(100_500));
    }
  }

  private static UpstreamState state(LiveGateway gateway) throws Exception {
    return UpstreamState.of(new AdminCaller(gateway.address()), "first");
  }
}
