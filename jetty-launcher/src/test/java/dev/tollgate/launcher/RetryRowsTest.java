package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import dev.tollgate.upstream.hostile.Form;
import dev.tollgate.upstream.hostile.ProviderApi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the same upstream is asked again, and when it may not be asked at all. */
final class RetryRowsTest {

  /** 10 × $1.75 and 20 × $6.50 a million, as the upstream reports it. */
  private static final Money PRICE = Money.ofNanos(147_500);

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  private LiveSetup setup(ProviderApi api) {
    return LiveSetup.of(folder, provider).with("TYPE", api.type());
  }

  private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> later)
      throws Exception {
    return later.get(Script.DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Before the first byte a caller of a stream is told in the same form. */
  private static void checkUnavailable(HttpResponse<String> response, String retryAfter) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(response.headers().firstValue("Retry-After")).contains(retryAfter);
    Answer error = Answer.of(response.body());
    assertThat(error.text("error.code")).isEqualTo("upstream_unavailable");
    assertThat(error.text("error.type")).isEqualTo("api_error");
  }

  @ParameterizedTest
  @EnumSource
  @FailureRow(21)
  void row21FullQueueIsToldAtOnceAndTheUpstreamHearsNothing(ProviderApi api) throws Exception {
    LiveSetup narrow = setup(api).with("MAX_CONCURRENCY", "1").with("QUEUE", "0");
    try (LiveGateway gateway = narrow.start()) {
      Customer customer = gateway.rich();
      Customer second = gateway.rich();
      Script first = Script.empty().hold();
      provider.next(first.then(api.answer(Form.WHOLE, "Hi.")::play));
      CompletableFuture<HttpResponse<String>> running =
          new Caller(gateway, customer).chatLater(Question.PLAIN);
      first.awaitHold();

      for (String question : List.of(Question.PLAIN, Question.STREAM)) {
        checkUnavailable(new Caller(gateway, second).chat(question), "1");
      }

      assertThat(provider.requests()).hasSize(1);
      first.release();
      assertThat(answer(running).statusCode()).isEqualTo(200);
      assertThat(gateway.lastCharge(customer)).isEqualTo(PRICE);
      UpstreamState state = state(gateway, "first");
      assertThat(state.circuit()).isEqualTo("closed");
      assertThat(state.errors()).isEqualTo(Map.of("queue_full", 2L));
      assertThat(state.inFlight()).isZero();
      gateway.checkUncharged(second);
    }
  }

  @ParameterizedTest
  @EnumSource
  @FailureRow(21)
  void row21WhenAllAreOutOneIsTriedOnce(ProviderApi api) throws Exception {
    try (ScriptedProvider other = ScriptedProvider.start();
        LiveGateway gateway = setup(api).withSecond(other).start()) {
      Customer customer = gateway.rich();
      Caller caller = new Caller(gateway, customer);
      provider.otherwise(() -> Script.status(429, "{}", "Retry-After: 20"));
      other.otherwise(() -> Script.status(402, "{}"));

      checkUnavailable(caller.chat(Question.of("two-routes")), "1");
      assertThat(provider.requests()).hasSize(1);
      assertThat(other.requests()).hasSize(1);
      int asked = 1;
      for (String question : List.of(Question.of("two-routes"), Question.streamOf("two-routes"))) {
        checkUnavailable(caller.chat(question), "20");
        // The one that is back soonest.
        assertThat(provider.requests()).hasSize(++asked);
      }

      assertThat(other.requests()).hasSize(1);
      UpstreamState busy = state(gateway, "first");
      assertThat(busy.circuit()).isEqualTo("open");
      assertThat(busy.outFor()).isBetween(1L, 20L);
      assertThat(busy.errors()).isEqualTo(Map.of("rate_limited", 3L));
      assertThat(state(gateway, "second").reason()).isEqualTo("account_empty");
      gateway.checkUncharged(customer);
    }
  }

  @ParameterizedTest
  @EnumSource
  @FailureRow(21)
  void row21CallsBeyondTheRetryBudgetAreNotTriedAgain(ProviderApi api) throws Exception {
    int most = 3;
    try (LiveGateway gateway = setup(api).start()) {
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
        again.add(provider.next(held.then(api.answer(Form.WHOLE, "Hi.")::play)));
      }
      lost.forEach(Script::release);

      CompletableFuture.anyOf(calls.toArray(CompletableFuture<?>[]::new))
          .get(Script.DEADLINE.toSeconds(), TimeUnit.SECONDS);
      again.forEach(Script::release);

      int refused = 0;
      for (int i = 0; i <= most; i++) {
        HttpResponse<String> response = answer(calls.get(i));
        boolean answered = response.statusCode() == 200;
        assertThat(gateway.lastCharge(customers.get(i))).isEqualTo(answered ? PRICE : Money.ZERO);
        if (!answered) {
          checkUnavailable(response, "1");
          refused++;
        }
      }
      assertThat(refused).isEqualTo(1);
      assertThat(provider.requests()).hasSize(2 * most + 1);
      UpstreamState state = state(gateway, "first");
      assertThat(state.errors()).isEqualTo(Map.of("connection_lost", most + 1L));
      assertThat(state.successes()).isEqualTo(most);
      assertThat(state.circuit()).isEqualTo("closed");
      gateway.checkBooks();
    }
  }

  @ParameterizedTest
  @EnumSource
  @FailureRow(3)
  void row03SecondTryMayBeTheOneThatIsAnswered(ProviderApi api) throws Exception {
    for (Form form : Form.values()) {
      provider.next(Script.empty().cut());
      checkSecondTry(api, form, "connection_lost");
    }
  }

  @ParameterizedTest
  @EnumSource
  @FailureRow(6)
  void row06ShortWaitIsWaitedForWhereThereIsNoOther(ProviderApi api) throws Exception {
    provider.next(Script.status(429, "{}", "Retry-After: 1"));
    checkSecondTry(api, Form.WHOLE, "rate_limited");
  }

  private void checkSecondTry(ProviderApi api, Form form, String kind) throws Exception {
    int before = provider.requests().size();
    provider.next(api.answer(form, "Hi."));
    try (LiveGateway gateway = setup(api).start()) {
      Customer customer = gateway.rich();

      HttpResponse<String> response =
          new Caller(gateway, customer)
              .chat(form == Form.STREAM ? Question.STREAM : Question.PLAIN);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(response.body()).contains("\"content\":\"Hi.\"");
      assertThat(response.body().endsWith("data: [DONE]\n\n")).isEqualTo(form == Form.STREAM);
      assertThat(provider.requests()).hasSize(before + 2);
      UpstreamState state = state(gateway, "first");
      assertThat(state.errors()).isEqualTo(Map.of(kind, 1L));
      assertThat(state.successes()).isEqualTo(1);
      assertThat(state.inFlight()).isZero();
      assertThat(gateway.lastCharge(customer)).isEqualTo(PRICE);
    }
  }

  private static UpstreamState state(LiveGateway gateway, String upstream) throws Exception {
    return UpstreamState.of(new AdminCaller(gateway.address()), upstream);
  }
}
