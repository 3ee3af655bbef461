package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that are asked for again with the same key. */
final class StreamKeysTest {

  private static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotent-Replayed";
  private static final int EVENTS = 50;
  private static final int CUT_AT = 10;

  /** 24 tokens in, 50 out: $1.75 and $6.50 a million. */
  private static final Money ONE_CHARGE = Money.ofNanos(24 * 1_750 + EVENTS * 6_500);

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();
  private LiveSetup setup;
  private LiveGateway gateway;
  private Customer customer;

  @BeforeEach
  void start() throws Exception {
    start(LiveSetup.of(folder, provider).with("STREAMS", "true"));
  }

  private void start(LiveSetup changed) throws Exception {
    setup = changed;
    gateway = setup.start();
    // Reads the vocabulary, which takes its time, before time matters.
    gateway.tollgate().counter().count("warm");
    customer = gateway.rich();
  }

  private void startWith(String name, String value) throws Exception {
    gateway.close();
    start(setup.with(name, value));
  }

  @AfterEach
  void stop() {
    gateway.checkBooks();
    assertThat(gateway.tollgate().streams().taken()).isZero();
    gateway.close();
    provider.close();
  }

  @Test
  void cutStreamIsHadInFullWhileItRunsAfterItsEndAndAfterRestart() throws Exception {
    Script running = provider.next(fiftyEvents(CUT_AT));
    cutAtTheTenth(running);

    CompletableFuture<HttpResponse<String>> again = askLater();
    gateway.awaitJoins(1);
    running.release();

    checkAllFifty(again.join());
    assertThat(gateway.awaitEnding().outcome()).isEqualTo(Outcome.COMPLETED);
    HttpResponse<String> afterwards = ask();
    checkAllFifty(afterwards);
    assertThat(afterwards.body()).isEqualTo(again.join().body());
    gateway.close();
    gateway = setup.start();
    assertThat(ask().body()).isEqualTo(afterwards.body());
    checkChargedOnce();
  }

  @Test
  void cutStreamGoesOnForTheOneWhoComesBack() throws Exception {
    Script running = provider.next(fiftyEvents(CUT_AT));
    cutAtTheTenth(running);
    running.release();
    assertThat(gateway.awaitEnding().outcome()).isEqualTo(Outcome.COMPLETED);

    checkAllFifty(ask());

    checkChargedOnce();
  }

  @Test
  void manyAtOnceAreOneCallAndReadTheSameEvents() throws Exception {
    Script running = provider.next(Script.empty().hold().then(fiftyEvents(0)::play));
    CompletableFuture<HttpResponse<String>> first = askLater();
    running.awaitHold();
    List<CompletableFuture<HttpResponse<String>>> others =
        List.of(askLater(), askLater(), askLater());
    gateway.awaitJoins(others.size());
    running.release();

    HttpResponse<String> answer = first.join();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue(REPLAYED)).isEmpty();
    assertThat(answer.headers().firstValue("Idempotency-Ignored")).isEmpty();
    for (CompletableFuture<HttpResponse<String>> other : others) {
      checkAllFifty(other.join());
      assertThat(other.join().body()).isEqualTo(answer.body());
      assertThat(other.join().headers().firstValue("Content-Type"))
          .isEqualTo(answer.headers().firstValue("Content-Type"));
    }
    checkChargedOnce();
  }

  @Test
  void nobodyComesBackInTimeAndTheUpstreamIsLeft() throws Exception {
    startWith("STREAM_GRACE", "100ms");
    Script running = provider.next(fiftyEvents(CUT_AT));
    cutAtTheTenth(running);

    assertThat(running.isClientGoneWithin(Script.DEADLINE)).isTrue();

    ExchangeSummary ending = gateway.awaitEnding();
    assertThat(ending.outcome()).isEqualTo(Outcome.CALLER_GONE);
    assertThat(ending.usage().estimated()).isTrue();
    assertThat(ending.usage().completionTokens()).isBetween((long) CUT_AT, 4L * CUT_AT);
    Money part = gateway.balance(customer).charged();
    assertThat(part).isLessThan(ONE_CHARGE).isGreaterThan(Money.ZERO);
    provider.next(fiftyEvents(0));
    assertThat(ask().headers().firstValue(REPLAYED)).isEmpty();
    assertThat(gateway.balance(customer).charged()).isEqualTo(part.plus(ONE_CHARGE));
  }

  @Test
  void otherBodyIsRefusedAndLeavesNoTrace() throws Exception {
    Script running = provider.next(fiftyEvents(CUT_AT));
    CompletableFuture<HttpResponse<String>> first = askLater();
    running.awaitHold();

    checkUsedUp(ask(Question.PLAIN), "idempotency_key_reused");
    checkUsedUp(ask(Question.STREAM + " "), "idempotency_key_reused");

    running.release();
    assertThat(first.join().statusCode()).isEqualTo(200);
    checkUsedUp(ask(Question.STREAM + " "), "idempotency_key_reused");
    checkChargedOnce();
  }

  @Test
  void streamThatIsTooLongIsChargedOnceAndNotHadAgain() throws Exception {
    startWith("STREAM_SIZE", "4KiB");
    Script running = provider.next(fiftyEvents(CUT_AT));
    CompletableFuture<HttpResponse<String>> first = askLater();
    running.awaitHold();
    CompletableFuture<HttpResponse<String>> joined = askLater();
    gateway.awaitJoins(1);
    running.release();

    assertThat(contents(first.join())).isEqualTo(EVENTS);
    assertThat(joined.join().body()).isEqualTo(first.join().body());
    checkUsedUp(ask(), "idempotency_not_kept");
    checkChargedOnce();
  }

  @Test
  void failureIsToldToAllAndFreesTheKey() throws Exception {
    Script failing =
        provider.next(Script.stream().event(ProviderAnswers.delta("one")).hold().reset());
    CompletableFuture<HttpResponse<String>> first = askLater();
    failing.awaitHold();
    CompletableFuture<HttpResponse<String>> joined = askLater();
    gateway.awaitJoins(1);
    failing.release();

    assertThat(first.join().body()).contains("one", "event: error", "upstream_error");
    assertThat(joined.join().body()).isEqualTo(first.join().body());
    gateway.checkUncharged(customer);
    provider.next(fiftyEvents(0));
    assertThat(ask().headers().firstValue(REPLAYED)).isEmpty();
    assertThat(gateway.balance(customer).charged()).isEqualTo(ONE_CHARGE);
  }

  @Test
  void whoDoesNotReadHoldsNobodyUpAndMissesNothing() throws Exception {
    startWith("STREAM_SIZE", "64MiB");
    int chunks = 4 << 10;
    AtomicInteger sent = new AtomicInteger();
    // Not counted: what is beyond the tokens asked for would be cut.
    String chunk =
        ProviderAnswers.choice(
            "{\"reasoning_details\":[{\"text\":\"" + "x".repeat(1000) + "\"}]}", "null");
    Script flood =
        provider.next(
            Script.stream()
                .hold()
                .then(
                    wire -> {
                      for (int i = 0; i < chunks; i++) {
                        Script.empty().event(chunk).play(wire);
                        sent.incrementAndGet();
                      }
                    })
                .event(ProviderAnswers.finish("stop"))
                .event(ProviderAnswers.usage(24, EVENTS))
                .done());
    CompletableFuture<HttpResponse<String>> reading = askLater();
    flood.awaitHold();
    try (RawCaller idle = RawCaller.connect(gateway.port(), 4 << 10)) {
      idle.ask(customer, Question.STREAM, KEY + ": k");
      gateway.awaitJoins(1);
      flood.release();

      HttpResponse<String> answer = reading.join();

      assertThat(sent).hasValue(chunks);
      assertThat(answer.body().lines().filter(line -> line.contains("xxx"))).hasSize(chunks);
      idle.lineWith("data: [DONE]");
    }
    checkChargedOnce();
  }

  /** Fifty pieces of text; the provider waits behind that many, unless it is none. */
  private static Script fiftyEvents(int waitBehind) {
    Script script = Script.stream();
    for (int i = 0; i < EVENTS; i++) {
      script.event(ProviderAnswers.delta("piece-" + i + " "));
      if (i == waitBehind - 1) {
        script.hold();
      }
    }
    return script
        .event(ProviderAnswers.finish("stop"))
        .event(ProviderAnswers.usage(24, EVENTS))
        .done();
  }

  private void cutAtTheTenth(Script running) throws Exception {
    RawCaller caller =
        RawCaller.connect(gateway.port()).ask(customer, Question.STREAM, KEY + ": k");
    caller.lineWith("piece-" + (CUT_AT - 1));
    running.awaitHold();
    caller.hangUp();
  }

  private static void checkAllFifty(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue(REPLAYED)).hasValue("true");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache, no-transform");
    assertThat(contents(answer)).isEqualTo(EVENTS);
    assertThat(answer.body()).contains("\"usage\"").endsWith("data: [DONE]\n\n");
  }

  private static long contents(HttpResponse<String> answer) {
    return answer.body().lines().filter(line -> line.contains("piece-")).count();
  }

  private static void checkUsedUp(HttpResponse<String> refused, String code) {
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
    assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
    assertThat(Answer.of(refused.body()).text("error.code")).isEqualTo(code);
  }

  private void checkChargedOnce() {
    assertThat(provider.requests()).hasSize(1);
    // The first entry is the customer's own money.
    assertThat(gateway.entries(customer)).hasSize(2);
    assertThat(gateway.balance(customer).charged()).isEqualTo(ONE_CHARGE);
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    return ask(Question.STREAM);
  }

  private HttpResponse<String> ask(String body) throws IOException, InterruptedException {
    return new Caller(gateway, customer).chat(body, KEY, "k");
  }

  private CompletableFuture<HttpResponse<String>> askLater() {
    return new Caller(gateway, customer).chatLater(Question.STREAM, KEY, "k");
  }
}
