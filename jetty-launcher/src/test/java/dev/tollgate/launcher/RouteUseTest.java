package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of its routes a model uses, by its config and by hand. */
final class RouteUseTest {

  private final ScriptedProvider first = ScriptedProvider.start();
  private final ScriptedProvider second = ScriptedProvider.start();
  private LiveGateway gateway;
  private AdminCaller operator;
  private Caller caller;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    gateway = LiveSetup.of(folder, first).withSecond(second).start();
    operator = new AdminCaller(gateway.address());
    caller = new Caller(gateway, gateway.rich());
    first.otherwise(() -> ProviderAnswers.whole("first", 10, 20));
    second.otherwise(() -> ProviderAnswers.whole("second", 10, 20));
  }

  @AfterEach
  void stop() {
    gateway.checkBooks();
    gateway.close();
    first.close();
    second.close();
  }

  private String answerOf(String model) throws Exception {
    HttpResponse<String> response = caller.chat(Question.of(model));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Answer.of(response.body()).text("choices.0.message.content");
  }

  private void enable(String upstream, boolean enabled) throws Exception {
    operator.enableRoutes(
        "{\"upstream\":\"%s\",\"model\":\"two-routes\",\"enabled\":%s}"
            .formatted(upstream, enabled));
  }

  private void checkUnavailable(String model) throws Exception {
    HttpResponse<String> response = caller.chat(Question.of(model));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(Answer.of(response.body()).text("error.code")).isEqualTo("upstream_unavailable");
  }

  @Test
  void aRouteOutOfUseGetsNothingUntilItIsPutBack() throws Exception {
    assertThat(answerOf("two-routes")).isEqualTo("first");

    enable("first", false);
    assertThat(answerOf("two-routes")).isEqualTo("second");
    assertThat(answerOf("stansa-g4")).isEqualTo("first");
    second.next(Script.status(500, "{}"));
    assertThat(caller.chat(Question.of("two-routes")).statusCode()).isEqualTo(502);

    enable("second", false);
    checkUnavailable("two-routes");

    enable("first", true);
    assertThat(answerOf("two-routes")).isEqualTo("first");
  }

  @Test
  void aRouteMayBeOutOfUseByTheConfig() throws Exception {
    checkUnavailable("switched-off");

    operator.enableRoutes(
        "{\"upstream\":\"second\",\"upstream_model\":\"provider-i\",\"enabled\":true}");

    assertThat(answerOf("switched-off")).isEqualTo("second");
  }

  @Test
  void weightsDecideAndTheRestTakesOver() throws Exception {
    assertThat(answerOf("by-weight")).isEqualTo("second");

    second.next(Script.status(500, "{}"));
    assertThat(answerOf("by-weight")).isEqualTo("first");
  }

  @Test
  void theLessBusyUpstreamAnswers() throws Exception {
    Script busy = first.next(Script.empty().hold().cut());
    enable("second", false);
    CompletableFuture<HttpResponse<String>> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return caller.chat(Question.of("two-routes"));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    busy.awaitHold();

    for (int i = 0; i < 4; i++) {
      assertThat(answerOf("least-busy")).isEqualTo("second");
    }

    busy.release();
    assertThat(waiting.join().statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsTooLongForOneRouteIsAnsweredByALargerOne() throws Exception {
    first.next(Script.status(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}"));
    assertThat(answerOf("wide-second")).isEqualTo("second");

    first.next(Script.status(413, "{}"));
    assertThat(answerOf("wide-second")).isEqualTo("second");

    first.next(Script.status(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}"));
    second.next(Script.status(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}"));
    HttpResponse<String> refused = caller.chat(Question.of("wide-second"));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Answer.of(refused.body()).text("error.code")).isEqualTo("context_length_exceeded");

    first.next(Script.status(400, "{\"error\":{\"code\":\"context_length_exceeded\"}}"));
    int asked = second.requests().size();
    assertThat(caller.chat(Question.of("two-routes")).statusCode()).isEqualTo(400);
    assertThat(second.requests()).hasSize(asked);
  }

  @Test
  void metricsTellWhichUpstreamIsOut() throws Exception {
    first.next(Script.status(401, "{}"));
    assertThat(answerOf("two-routes")).isEqualTo("second");

    String page = new Caller(gateway.address(), "").get("/metrics").body();

    assertThat(page)
        .contains(
            "tollgate_upstream_circuit{state=\"closed\",upstream=\"first\"} 0.0",
            "tollgate_upstream_circuit{state=\"open\",upstream=\"first\"} 1.0",
            "tollgate_upstream_circuit{state=\"closed\",upstream=\"second\"} 1.0");
  }
}
