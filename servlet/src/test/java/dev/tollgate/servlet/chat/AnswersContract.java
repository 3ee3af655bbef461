package dev.tollgate.servlet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.money.Money;
import dev.tollgate.servlet.bootstrap.GatewayFilters;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.GatewayStage;
import dev.tollgate.servlet.fixtures.RawConnection;
import dev.tollgate.servlet.fixtures.RawConnection.Answer;
import dev.tollgate.servlet.http.ConnectionControl;
import dev.tollgate.upstream.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller who waits for his answer gets, by the wire's contract, in every container. */
abstract class AnswersContract {

  @TempDir Path directory;

  private GatewayStage stage;
  private Container container;
  private Container impatient;
  private RawConnection caller;

  abstract Container start(App app);

  @BeforeEach
  void open() throws Exception {
    stage = new GatewayStage(directory);
    container = start(app(Duration.ofSeconds(10)));
    impatient = start(app(Duration.ofMillis(100)));
    caller = new RawConnection(container);
  }

  private App app(Duration keepAlive) {
    AnswerLimits limits =
        new AnswerLimits(
            keepAlive, Duration.ofSeconds(10), 1 << 20, 1 << 16, new ByteBudget(1 << 23));
    GatewayFilters.Container offers =
        new GatewayFilters.Container(ConnectionControl.NONE, limits, () -> false, Set.of("/v1"));
    return new App()
        .installed(context -> GatewayFilters.install(context, stage.tollgate(), offers));
  }

  @AfterEach
  void close() throws Exception {
    caller.close();
    container.close();
    impatient.close();
    assertThat(stage.faults()).isEmpty();
    stage.close();
  }

  private Answer ask(boolean stream) throws Exception {
    return caller.send(stage.request(GatewayStage.asking(stream))).answer();
  }

  private Answer askPoorly() throws Exception {
    return caller
        .send(stage.headOfThePoor() + GatewayStage.framed(GatewayStage.asking(true)))
        .answer();
  }

  private static void assertHeaders(Answer answer) {
    assertThat(answer.header("x-request-id")).startsWith("req_");
    assertThat(answer.header("x-ratelimit-limit-requests")).isEqualTo("100000");
    assertThat(answer.header("x-ratelimit-remaining-requests-day")).isNotEmpty();
    assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
  }

  @Test
  void aWholeAnswerIsChargedBeforeItArrives() throws Exception {
    stage.provider().next(GatewayStage.whole("Hello"));

    Answer answer = ask(false);

    assertThat(stage.balance().charged()).isEqualTo(GatewayStage.COST);
    assertThat(stage.balance().reserved()).isEqualTo(Money.ZERO);
    assertThat(answer.status()).isEqualTo(200);
    assertHeaders(answer);
    assertThat(answer.header("content-type")).startsWith("application/json");
    assertThat(answer.body())
        .startsWith("{\"id\":\"chatcmpl-")
        .contains("\"content\":\"Hello\"", "\"total_tokens\":10", "\"model\":\"model-a\"")
        .doesNotContain("upstream-model");
  }

  @Test
  void aStreamHasItsPartsInOrderAndIsChargedBeforeItIsDone() throws Exception {
    Script script = Script.stream().event(GatewayStage.delta("Hel")).hold();
    stage.provider().next(GatewayStage.ending(script.event(GatewayStage.delta("lo"))));
    caller.send(stage.request(GatewayStage.asking(true)));
    script.awaitHold();
    // A part is delivered when it is there, not when the next one is.
    String head = caller.readUntil("\"Hel\"");
    script.release();

    String rest = caller.readUntil("data: [DONE]\n\n");

    assertThat(stage.balance().charged()).isEqualTo(GatewayStage.COST);
    assertThat(stage.balance().reserved()).isEqualTo(Money.ZERO);
    assertThat(head.toLowerCase(Locale.ROOT))
        .startsWith("http/1.1 200")
        .containsPattern("content-type: text/event-stream; ?charset=utf-8\r\n")
        .contains(
            "cache-control: no-cache, no-transform\r\n",
            "x-accel-buffering: no\r\n",
            "x-request-id: req_",
            "x-ratelimit-limit-requests: ");
    assertThat(head + rest)
        .containsSubsequence(
            "\"role\":\"assistant\",\"content\":\"\"",
            "\"content\":\"Hel\"",
            "\"content\":\"lo\"",
            "\"finish_reason\":\"stop\"",
            "\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3",
            "data: [DONE]")
        .containsOnlyOnce("\"role\"");
  }

  @Test
  void oneConnectionCarriesAnswersOfEveryKindInTurn() throws Exception {
    for (int i = 0; i < 10; i++) {
      stage.provider().next(GatewayStage.whole("whole-" + i));
      stage
          .provider()
          .next(GatewayStage.ending(Script.stream().event(GatewayStage.delta("part-" + i))));

      assertThat(ask(false).body()).contains("\"whole-" + i + "\"");
      assertThat(ask(true).body()).contains("\"part-" + i + "\"").endsWith("data: [DONE]\n\n");
      assertThat(askPoorly().status()).isEqualTo(402);
    }
    assertThat(stage.balance().charged()).isEqualTo(Money.ofNanos(20 * GatewayStage.COST.nanos()));
  }

  @Test
  void aLargeAnswerArrivesWhole() throws Exception {
    String content = "word ".repeat(600_000);
    stage.provider().next(GatewayStage.whole(content));

    assertThat(ask(false).body()).contains(content).endsWith("}}");
  }

  @Test
  void aSilentUpstreamIsCoveredByComments() throws Exception {
    Script script = Script.empty().hold();
    Script stream = Script.stream().event(GatewayStage.delta("late"));
    stage.provider().next(GatewayStage.ending(script.then(stream::play)));
    RawConnection waiting = new RawConnection(impatient);
    waiting.send(stage.request(GatewayStage.asking(true)));
    script.awaitHold();

    String silence = waiting.readUntil(": keep-alive\n\n") + waiting.readUntil(": keep-alive\n\n");
    script.release();
    String rest = waiting.readUntil("data: [DONE]\n\n");

    assertThat(silence).startsWith("HTTP/1.1 200").doesNotContain("data:");
    assertThat(rest).contains("\"late\"");
    waiting.close();
  }

  @Test
  void aFailureAfterACommentIsToldInTheStream() throws Exception {
    Script failure = Script.status(500, "{}");
    Script script = Script.empty().hold().then(failure::play);
    stage.provider().next(script);
    RawConnection waiting = new RawConnection(impatient);
    waiting.send(stage.request(GatewayStage.asking(true)));
    String head = waiting.readUntil(": keep-alive\n\n");
    script.release();

    String rest = waiting.readUntil("data: [DONE]\n\n");

    assertThat(head).startsWith("HTTP/1.1 200");
    assertThat(rest)
        .containsSubsequence("event: error\n", "data: {\"error\":{", "upstream_error", "[DONE]");
    assertThat(stage.nextEnding().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(stage.balance().posted()).isEqualTo(GatewayStage.START);
    waiting.close();
  }

  @Test
  void aFailureBehindAPartIsToldInTheStreamAndFree() throws Exception {
    Script script = Script.stream().event(GatewayStage.delta("Hel")).hold().reset();
    stage.provider().next(script);
    caller.send(stage.request(GatewayStage.asking(true))).readUntil("\"Hel\"");
    script.release();

    String rest = caller.readUntil("[DONE]\n\n");

    assertThat(rest)
        .containsSubsequence("\"finish_reason\":\"error\"", "event: error\n", "[DONE]")
        .doesNotContain("\"stop\"");
    assertThat(stage.balance().posted()).isEqualTo(GatewayStage.START);
  }

  @Test
  void aFailureBeforeAnythingHasItsOwnStatus() throws Exception {
    for (boolean stream : List.of(true, false)) {
      stage.provider().next(Script.status(500, "{\"error\":\"secret\"}"));

      Answer answer = ask(stream);

      assertThat(answer.status()).isEqualTo(502);
      assertHeaders(answer);
      assertThat(answer.header("content-type")).startsWith("application/json");
      assertThat(answer.body()).contains("upstream_error").doesNotContain("secret");
    }
    assertThat(stage.balance().posted()).isEqualTo(GatewayStage.START);
  }

  @Test
  void aRefusalBehindTheBodyIsAnsweredLikeAnyOther() throws Exception {
    Answer poor = askPoorly();
    Answer invalid = caller.send(stage.request("{\"messages\":[]}")).answer();
    // A container may close after a 400, and then says so.
    RawConnection other = new RawConnection(container);
    Answer broken = other.send(stage.request("{\"messages\":")).answer();
    other.close();

    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.body()).contains("\"param\":\"messages\"");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(poor.status()).isEqualTo(402);
    assertThat(poor.body()).contains("\"code\":\"insufficient_credits\"");
    assertThat(List.of(invalid, broken, poor)).allSatisfy(AnswersContract::assertHeaders);
    assertThat(stage.provider().requests()).isEmpty();
  }
}
