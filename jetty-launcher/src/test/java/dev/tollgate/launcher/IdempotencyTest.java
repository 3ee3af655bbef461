package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.money.Money;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are sent again, or at the same time, with the same key. */
final class IdempotencyTest {

  private static final String KEY = "Idempotency-Key";

  /** 24 tokens in, 9 out: $1.75 and $6.50 a million. */
  private static final Money ONE_CHARGE = Money.ofNanos(24 * 1_750 + 9 * 6_500);

  private final ScriptedProvider provider = ScriptedProvider.start();
  private LiveSetup setup;
  private LiveGateway gateway;
  private Customer customer;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    setup = LiveSetup.of(folder, provider);
    gateway = setup.start();
    customer = gateway.rich();
  }

  @AfterEach
  void stop() {
    gateway.checkBooks();
    gateway.close();
    provider.close();
  }

  @Test
  void sameRequestAgainGetsTheSameBytesAtNoCharge() throws Exception {
    provider.next(ProviderAnswers.whole("Grüße \\u2028", 24, 9));
    HttpResponse<String> first = ask("k", Question.PLAIN);

    HttpResponse<String> again = ask("k", Question.PLAIN);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body()).contains("Grüße");
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(again.headers().firstValue("Content-Type"))
        .isEqualTo(first.headers().firstValue("Content-Type"));
    assertThat(again.headers().firstValue("x-request-id"))
        .isPresent()
        .isNotEqualTo(first.headers().firstValue("x-request-id"));
    assertThat(remaining(again)).isEqualTo(remaining(first) - 1);
    checkChargedOnce();
  }

  @Test
  void sixtyFourAtOnceAreOneCallAndOneCharge() throws Exception {
    Script slow =
        provider.next(Script.empty().hold().then(ProviderAnswers.whole("Hi.", 24, 9)::play));
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      calls.add(askLater("k", Question.PLAIN));
    }
    slow.awaitHold();
    gateway.awaitJoins(63);
    slow.release();

    List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();

    assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
    assertThat(
            answers.stream()
                .filter(answer -> answer.headers().firstValue("Idempotent-Replayed").isEmpty()))
        .hasSize(1);
    checkChargedOnce();
  }

  @Test
  void otherBodyIsRefusedAtOnceAndLeavesNoTrace() throws Exception {
    Script slow =
        provider.next(Script.empty().hold().then(ProviderAnswers.whole("Hi.", 24, 9)::play));
    List<CompletableFuture<HttpResponse<String>>> same = new ArrayList<>();
    for (int i = 0; i < 63; i++) {
      same.add(askLater("k", Question.PLAIN));
    }
    slow.awaitHold();
    Money held = gateway.balance(customer).reserved();

    HttpResponse<String> other = ask("k", Question.PLAIN.replace("Hello!", "Bye!"));

    checkReused(other);
    assertThat(gateway.balance(customer).reserved()).isEqualTo(held);
    slow.release();
    assertThat(same.stream().map(CompletableFuture::join).map(HttpResponse::body).distinct())
        .hasSize(1);
    checkReused(ask("k", Question.PLAIN + " "));
    checkChargedOnce();
  }

  @Test
  void answersSurviveARestartAndAnEmptyBalance() throws Exception {
    Customer poor = gateway.customer("3");
    provider.next(ProviderAnswers.whole("Hi.", 24, 400));
    HttpResponse<String> first = ask(poor, "k", Question.PLAIN.replace("500", "400"));
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    gateway.close();

    gateway = setup.start();

    HttpResponse<String> again = ask(poor, "k", Question.PLAIN.replace("500", "400"));
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(ask(poor, "k2", Question.PLAIN).statusCode()).isEqualTo(402);
    assertThat(provider.requests()).hasSize(1);
  }

  @Test
  void failureFreesTheKeyAndTheNextOfThoseWhoWaitRuns() throws Exception {
    Script failing = provider.next(Script.empty().hold().then(Script.status(400, "{}")::play));
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    calls.add(askLater("k", Question.PLAIN));
    failing.awaitHold();
    provider.next(ProviderAnswers.whole("Hi.", 24, 9));
    for (int i = 0; i < 7; i++) {
      calls.add(askLater("k", Question.PLAIN));
    }
    gateway.awaitJoins(7);
    failing.release();

    List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();

    assertThat(answers.get(0).statusCode()).isBetween(400, 599);
    assertThat(answers.subList(1, 8)).allMatch(answer -> answer.statusCode() == 200);
    assertThat(answers.subList(1, 8).stream().map(HttpResponse::body).distinct()).hasSize(1);
    assertThat(provider.requests()).hasSize(2);
    assertThat(gateway.balance(customer).charged()).isEqualTo(ONE_CHARGE);
  }

  @Test
  void callerWhoHangsUpFreesTheKeyUnlessOthersWait() throws Exception {
    Script lonely = provider.next(Script.empty().hold());
    RawCaller leaving = askRaw("k");
    lonely.awaitHold();
    leaving.hangUp();
    assertThat(lonely.isClientGoneWithin(Script.DEADLINE)).isTrue();
    gateway.awaitEnding();

    Script awaited =
        provider.next(Script.empty().hold().then(ProviderAnswers.whole("Hi.", 24, 9)::play));
    leaving = askRaw("k");
    awaited.awaitHold();
    CompletableFuture<HttpResponse<String>> waiting = askLater("k", Question.PLAIN);
    gateway.awaitJoins(1);
    leaving.hangUp();
    awaited.release();

    assertThat(waiting.join().statusCode()).isEqualTo(200);
    checkChargedOnce();
  }

  @Test
  void keyThatIsNoneIsRefusedByTheNameOfItsHeader() throws Exception {
    for (String wrong : List.of("a b", "x".repeat(256), "")) {
      HttpResponse<String> refused = ask(wrong, Question.PLAIN);

      assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
      assertThat(Answer.of(refused.body()).text("error.param")).isEqualTo(KEY);
      assertThat(Answer.of(refused.body()).text("error.code")).isEqualTo("invalid_request");
    }
    provider.next(ProviderAnswers.whole("Hi.", 24, 9));
    assertThat(ask("x".repeat(255), Question.PLAIN).statusCode()).isEqualTo(200);
    checkChargedOnce();
  }

  @Test
  void streamsIgnoreTheKeyAndSaySo() throws Exception {
    for (int i = 0; i < 2; i++) {
      provider.next(ProviderAnswers.streamed(24, 9, "Hi."));
      HttpResponse<String> stream = ask("no key", Question.STREAM);

      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(stream.headers().firstValue("Idempotency-Ignored")).hasValue("streaming");
    }
    checkCharges(2);
  }

  @Test
  void requestThatWaitsInVainIsToldToComeAgain(@TempDir Path other) throws Exception {
    gateway.close();
    setup = LiveSetup.of(other, provider).with("WAITERS", "0");
    gateway = setup.start();
    customer = gateway.rich();
    Script slow =
        provider.next(Script.empty().hold().then(ProviderAnswers.whole("Hi.", 24, 9)::play));
    CompletableFuture<HttpResponse<String>> first = askLater("k", Question.PLAIN);
    slow.awaitHold();

    HttpResponse<String> second = ask("k", Question.PLAIN);

    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(Answer.of(second.body()).text("error.code")).isEqualTo("idempotency_in_progress");
    assertThat(second.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(second.headers().firstValue("x-should-retry")).isEmpty();
    slow.release();
    assertThat(first.join().statusCode()).isEqualTo(200);
  }

  private static void checkReused(HttpResponse<String> refused) {
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
    assertThat(Answer.of(refused.body()).text("error.type")).isEqualTo("idempotency_error");
    assertThat(Answer.of(refused.body()).text("error.code")).isEqualTo("idempotency_key_reused");
  }

  private void checkChargedOnce() {
    checkCharges(1);
  }

  private void checkCharges(int times) {
    assertThat(provider.requests()).hasSizeGreaterThanOrEqualTo(times);
    // The first entry is the customer's own money.
    assertThat(gateway.entries(customer)).hasSize(1 + times);
    assertThat(gateway.balance(customer).charged().nanos()).isEqualTo(times * ONE_CHARGE.nanos());
  }

  private HttpResponse<String> ask(String key, String body) throws Exception {
    return ask(customer, key, body);
  }

  private HttpResponse<String> ask(Customer who, String key, String body) throws Exception {
    return new Caller(gateway, who).chat(body, KEY, key);
  }

  private CompletableFuture<HttpResponse<String>> askLater(String key, String body) {
    return new Caller(gateway, customer).chatLater(body, KEY, key);
  }

  private RawCaller askRaw(String key) throws Exception {
    return RawCaller.connect(gateway.port()).ask(customer, Question.PLAIN, KEY + ": " + key);
  }

  private static long remaining(HttpResponse<String> answer) {
    return answer.headers().firstValueAsLong("X-RateLimit-Remaining-Requests").orElseThrow();
  }
}
