package dev.tollgate.servlet.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.config.Tollgate;
import dev.tollgate.servlet.billing.MeteringFilter;
import dev.tollgate.servlet.billing.QuoteSource;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.GatewayStage;
import dev.tollgate.servlet.fixtures.Stage;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ConnectionControl;
import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keys do to a servlet that knows nothing of them, in any container. */
abstract class KeptAnswersContract {

  private static final int MOST = 1000;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private GatewayStage stage;
  private Container container;

  abstract Container serving(App app) throws Exception;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    stage = new GatewayStage(folder);
    container = serving(app(stage.tollgate()));
  }

  @AfterEach
  void stop() throws Exception {
    mayAnswer.countDown();
    container.close();
    stage.close();
  }

  private App app(Tollgate tollgate) {
    ErrorWriter errors = new ErrorWriter();
    CallerResolver callers = request -> stage.caller();
    return new App()
        .asyncFilter("/*", new KeyedBodyFilter(MOST, errors))
        .asyncFilter(
            "/*",
            new IdempotencyFilter(
                tollgate.idempotency(),
                callers,
                new IdempotencyFilter.Terms(Duration.ofHours(1), Duration.ofSeconds(10)),
                new TurnWait(ConnectionControl.NONE),
                errors))
        .asyncFilter(
            "/*",
            new KeptAnswerFilter(
                tollgate.idempotencyStore(),
                tollgate.ids(),
                tollgate.clock(),
                new KeptAnswerFilter.Bounds(MOST, Duration.ofMinutes(1)),
                errors))
        .asyncFilter(
            "/paid",
            new MeteringFilter(
                tollgate.billing(), callers, QuoteSource.always(Stage.QUOTE), errors))
        .work("/paid", this::answerPaid)
        .work(
            "/echo",
            (request, response) -> {
              response.setContentType("text/plain;charset=utf-8");
              String body =
                  new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
              response.getWriter().print("é " + body + " " + calls.incrementAndGet());
              response.flushBuffer();
            })
        .work(
            "/slow",
            (request, response) -> {
              int call = calls.incrementAndGet();
              await();
              response.setContentType("text/plain");
              response.getOutputStream().print("slow " + call);
            })
        .work(
            "/fails",
            (request, response) -> {
              response.setStatus(503);
              response.getWriter().print("down " + calls.incrementAndGet());
            })
        .work(
            "/long",
            (request, response) -> {
              response.setContentType("text/plain");
              response.getWriter().print(calls.incrementAndGet() + "x".repeat(MOST));
            });
  }

  private void answerPaid(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response
        .getWriter()
        .print(
            "{\"call\":"
                + calls.incrementAndGet()
                + ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}");
  }

  private void await() {
    try {
      assertThat(mayAnswer.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void answerIsGivenAgainWithoutTheServlet() throws Exception {
    HttpResponse<String> first = post("/echo", "k", "body").join();
    HttpResponse<String> again = post("/echo", "k", "body").join();

    assertThat(first.body()).isEqualTo("é body 1");
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Content-Type"))
        .isEqualTo(first.headers().firstValue("Content-Type"));
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(post("/echo", "k", "other").join().statusCode()).isEqualTo(409);
    assertThat(post("/echo", "k2", "body").join().body()).isEqualTo("é body 2");
    assertThat(send("/echo", "body").join().body()).isEqualTo("é body 3");
  }

  @Test
  void meteredServletIsChargedOnceForItsKey() throws Exception {
    HttpResponse<String> first = post("/paid", "k", "body").join();

    assertThat(first.body()).contains("\"call\":1");
    assertThat(post("/paid", "k", "body").join().body()).isEqualTo(first.body());
    assertThat(stage.balance().charged()).isEqualTo(GatewayStage.COST);
  }

  @Test
  void requestsAtTheSameTimeAreOneCall() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(post("/slow", "k", "body"));
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (stage.tollgate().idempotency().counts().joins() < 19) {
      assertThat(System.nanoTime() - deadline).isNegative();
      Thread.onSpinWait();
    }
    mayAnswer.countDown();

    assertThat(answers.stream().map(answer -> answer.join().body())).containsOnly("slow 1");
  }

  @Test
  void failureFreesTheKey() throws Exception {
    assertThat(post("/fails", "k", "body").join().body()).isEqualTo("down 1");
    assertThat(post("/fails", "k", "other").join().body()).isEqualTo("down 2");
  }

  @Test
  void answerAboveTheBoundPassesAndIsNotKept() throws Exception {
    assertThat(post("/long", "k", "body").join().body()).isEqualTo("1" + "x".repeat(MOST));
    assertThat(post("/long", "k", "body").join().body()).startsWith("2x");
  }

  @Test
  void bodyAboveTheBoundIsRefusedWithAKeyAlone() throws Exception {
    String large = "x".repeat(MOST + 1);
    assertThat(post("/echo", "k", large).join().statusCode()).isEqualTo(413);
    assertThat(send("/echo", large).join().statusCode()).isEqualTo(200);
  }

  private CompletableFuture<HttpResponse<String>> post(String path, String key, String body) {
    return send(path, body, "Idempotency-Key", key);
  }

  private CompletableFuture<HttpResponse<String>> send(
      String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + container.port() + path))
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }
}
