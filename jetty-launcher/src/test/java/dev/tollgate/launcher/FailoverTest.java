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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void secondRouteNeverSeesTheKeyOfTheFirst() throws Exception {
    first.next(Script.status(500, "{}"));
    second.next(ProviderAnswers.streamed(10, 20, "second"));

    HttpResponse<String> response =
        new Caller(gateway, customer).chat(Question.streamOf("two-routes"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"content\":\"second\"").endsWith("data: [DONE]\n\n");
    assertThat(response.body()).contains("\"model\":\"two-routes\"").doesNotContain("provider-");
    assertThat(second.awaitRequest().header("Authorization")).isEmpty();
  }

  @Test
  void roleAloneIsNoPartOfAnAnswer() throws Exception {
    first.next(
        Script.stream().event(ProviderAnswers.choice("{\"role\":\"assistant\"}", "null")).cut());
    second.next(ProviderAnswers.streamed(10, 20, "second"));

    HttpResponse<String> response =
        new Caller(gateway, customer).chat(Question.streamOf("two-routes"));

    assertThat(response.body()).contains("\"content\":\"second\"").endsWith("data: [DONE]\n\n");
    // 10 × $1 and 20 × $2 a million, once.
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
}
