package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.money.Money;
import dev.tollgate.servlet.chat.AnswerLimits;
import dev.tollgate.servlet.chat.ByteBudget;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The second route takes over as long as the caller has seen no part of an answer. */
final class FailoverTest {

  private static final AnswerLimits OFTEN_ALIVE =
      new AnswerLimits(
          Duration.ofMillis(50), Duration.ofSeconds(30), 1 << 20, 1 << 16, new ByteBudget(1 << 28));

  private final ScriptedProvider first = ScriptedProvider.start();
  private final ScriptedProvider second = ScriptedProvider.start();
  private LiveGateway gateway;
  private Customer customer;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    gateway =
        LiveSetup.of(folder, first)
            .withSecond(second)
            .with("FIRST_BYTE_TIMEOUT", "2s")
            .withLimits(OFTEN_ALIVE)
            .start();
    customer = gateway.rich();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.checkBooks();
    gateway.close();
    first.close();
    second.close();
  }

  static Stream<Named<Script>> failures() {
    return Stream.of(
        Named.of("500", Script.status(500, "{}")),
        Named.of("429", Script.status(429, "{}", "Retry-After: 30")),
        Named.of("401", Script.status(401, "{}")),
        Named.of("no JSON", Script.json("no")),
        Named.of("a page", Script.answer(200, "text/html", "<html>")),
        Named.of("empty stream", Script.stream().done()),
        Named.of("error event", Script.stream().event("{\"error\":{\"code\":500}}").end()),
        Named.of(
            "role alone",
            Script.stream()
                .event(ProviderAnswers.choice("{\"role\":\"assistant\"}", "null"))
                .cut()));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void secondRouteAnswersInPlaceOfTheFirst(Script failure) throws Exception {
    int asked = second.requests().size();
    first.next(failure);
    second.next(ProviderAnswers.streamed(10, 20, "second"));

    HttpResponse<String> response =
        new Caller(gateway, customer).chat(Question.streamOf("two-routes"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"content\":\"second\"").endsWith("data: [DONE]\n\n");
    assertThat(response.body()).contains("\"model\":\"two-routes\"").doesNotContain("provider-");
    assertThat(second.requests()).hasSize(asked + 1);
    assertThat(second.requests().get(asked).header("Authorization")).isEmpty();
    // 10 × $1 and 20 × $2 a million, once.
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(50_000));
  }

  @Test
  void wholeAnswersFailOverToo() throws Exception {
    first.next(Script.status(503, "{}"));
    second.next(ProviderAnswers.whole("second", 10, 20));

    HttpResponse<String> response = new Caller(gateway, customer).chat(Question.of("two-routes"));

    assertThat(Answer.of(response.body()).text("choices.0.message.content")).isEqualTo("second");
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(50_000));
  }

  @Test
  void keepAliveCommitsTheStatusAndStillLetsTheSecondRouteAnswer() throws Exception {
    Script slow = first.next(Script.stream().hold().cut());
    second.next(ProviderAnswers.streamed(10, 20, "second"));

    try (RawCaller caller = RawCaller.connect(gateway.port())) {
      caller.ask(customer, Question.streamOf("two-routes"));
      assertThat(caller.head()).first().asString().startsWith("HTTP/1.1 200");
      assertThat(caller.lineWith(":")).isEqualTo(": keep-alive");
      slow.release();
      caller.lineWith("\"content\":\"second\"");
      caller.lineWith("data: [DONE]");
    }
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(50_000));
  }

  @Test
  void requestThatIsWrongIsNotTriedElsewhere() throws Exception {
    int asked = second.requests().size();
    first.next(Script.status(400, "{}"));

    HttpResponse<String> response = new Caller(gateway, customer).chat(Question.of("two-routes"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(second.requests()).hasSize(asked);
  }

  @Test
  void afterTheFirstChunkNobodyTakesOver() throws Exception {
    int asked = second.requests().size();
    Script broken = first.next(Script.stream().event(ProviderAnswers.delta("Hi")).hold().cut());

    try (RawCaller caller = RawCaller.connect(gateway.port())) {
      caller.ask(customer, Question.streamOf("two-routes"));
      caller.lineWith("\"content\":\"Hi\"");
      broken.release();
      caller.lineWith("\"finish_reason\":\"error\"");
      caller.lineWith("data: [DONE]");
    }
    assertThat(second.requests()).hasSize(asked);
  }
}
