package dev.tollgate.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.fixtures.RawHttp;
import dev.tollgate.servlet.fixtures.Stage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryFilterTest {

  private static final RouteTable ROUTES =
      new RouteTable(
          Set.of("/v1"),
          List.of(
              new RouteTable.Route("/v1/things", Set.of("GET", "HEAD", "POST")),
              new RouteTable.Route("/v1/broken", Set.of("GET")),
              new RouteTable.Route("/v1/refused", Set.of("GET")),
              new RouteTable.Route("/v1/dispatched", Set.of("GET"))));

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Container container =
      new JettyContainer(
          new App()
              .asyncFilter(
                  "/*",
                  new EntryFilter(
                      ROUTES,
                      Stage.ids(),
                      new ErrorWriter(),
                      new BodyDrain(ConnectionControl.NONE, timer)))
              .work("/v1/*", EntryFilterTest::answer)
              .work("/page", (request, response) -> response.getWriter().print("a host's page")));
  private final Client client = new Client(container);

  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getPathInfo()) {
      case "/broken" -> {
        response.getWriter().print("half an answer with prompt text");
        throw new IllegalArgumentException("the inside of com.example.Secret");
      }
      case "/refused" ->
          throw Refusal.ofField(RefusalKind.INVALID_REQUEST, "messages", "messages: is required.");
      case "/dispatched" -> {
        if (request.getDispatcherType() == DispatcherType.REQUEST) {
          request.startAsync().dispatch();
        } else {
          throw Refusal.of(RefusalKind.UPSTREAM_ERROR, "The model failed.");
        }
      }
      default -> response.getWriter().print(RequestAttributes.requestId(request));
    }
  }

  @AfterEach
  void stop() {
    container.close();
    timer.shutdownNow();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void everyAnswerCarriesAnIdOfOursAndNeverTheCallers() throws Exception {
    HttpResponse<String> first = client.get("/v1/things", "x-request-id", "mine");
    HttpResponse<String> second = client.get("/v1/things?x=1", "Accept", "text/csv");
    HttpResponse<String> missing = client.get("/v1/nothing");

    assertThat(header(first, "x-request-id")).matches("req_[0-9a-z]{26}").isEqualTo(first.body());
    assertThat(header(second, "x-request-id")).isNotEqualTo(header(first, "x-request-id"));
    assertThat(header(missing, "x-request-id")).startsWith("req_");
    assertThat(header(missing, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void unknownPathIs404WithTheWiresBody() throws Exception {
    HttpResponse<String> response = client.get("/v1/nothing");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).startsWith("application/json");
    assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(response.body())
        .isEqualTo(
            "{\"error\":{\"message\":\"There is nothing at this path.\",\"type\":\"not_found\","
                + "\"code\":\"not_found\",\"param\":null}}");
  }

  @Test
  void wrongMethodIs405AndNamesTheRightOnes() throws Exception {
    HttpResponse<String> response = client.send("DELETE", "/v1/things");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    assertThat(response.body()).contains("\"method_not_allowed\"");
  }

  @Test
  void preflightIsAnsweredAnywhereAndReflectsWhatItAsks() throws Exception {
    for (String path : List.of("/v1/things", "/v1/nothing")) {
      HttpResponse<String> response =
          client.send(
              "OPTIONS",
              path,
              "Access-Control-Request-Headers",
              "authorization, x-stainless-os",
              "Access-Control-Request-Method",
              "POST");

      assertThat(response.statusCode()).isEqualTo(204);
      assertThat(response.body()).isEmpty();
      assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(header(response, "Access-Control-Allow-Methods")).contains("POST");
      assertThat(header(response, "Access-Control-Allow-Headers"))
          .isEqualTo("authorization, x-stainless-os");
      assertThat(header(response, "Access-Control-Max-Age")).matches("\\d+");
      assertThat(header(response, "Access-Control-Expose-Headers"))
          .contains("x-request-id", "retry-after", "x-ratelimit-remaining-requests-day");
    }
  }

  @Test
  void preflightReflectsNothingThatIsNoListOfNames() throws Exception {
    for (String asked : List.of("a: b", "<script>", "x".repeat(3000))) {
      HttpResponse<String> response =
          client.send("OPTIONS", "/v1/things", "Access-Control-Request-Headers", asked);

      assertThat(response.statusCode()).isEqualTo(204);
      assertThat(response.headers().firstValue("Access-Control-Allow-Headers")).isEmpty();
    }
  }

  @Test
  void pagesOfTheHostPassUntouched() throws Exception {
    HttpResponse<String> page = client.get("/page");
    HttpResponse<String> missing = client.get("/v1x");

    assertThat(page.body()).isEqualTo("a host's page");
    assertThat(page.headers().map()).doesNotContainKeys("x-request-id", "nosniff");
    assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(missing.headers().firstValue("x-request-id")).isEmpty();
  }

  @Test
  void unexpectedExceptionIs500WithoutItsText() throws Exception {
    HttpResponse<String> response = client.get("/v1/broken");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body())
        .contains("\"internal_error\"", "\"api_error\"")
        .doesNotContain("example")
        .doesNotContain("half an answer");
    assertThat(header(response, "x-request-id")).startsWith("req_");
  }

  @Test
  void refusalOfTheChainBecomesItsError() throws Exception {
    HttpResponse<String> response = client.get("/v1/refused");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"param\":\"messages\"", "\"invalid_request\"");
  }

  @Test
  void refusalBehindADispatchBecomesItsErrorToo() throws Exception {
    HttpResponse<String> response = client.get("/v1/dispatched");

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("\"upstream_error\"");
    assertThat(response.headers().allValues("x-request-id")).hasSize(1);
  }

  @Test
  void chunkedMessageOfHttp10IsRefusedAndTheConnectionClosed() throws Exception {
    String smuggled =
        String.join(
            "\r\n",
            "POST /v1/things HTTP/1.0",
            "Host: a",
            "Connection: keep-alive",
            "Transfer-Encoding: chunked",
            "",
            "0",
            "",
            "GET /v1/things HTTP/1.1",
            "Host: a",
            "Connection: close",
            "",
            "");

    String answers = RawHttp.send(container.port(), smuggled);

    assertThat(answers).startsWith("HTTP/1.1 400").containsIgnoringCase("Connection: close");
    assertThat(answers.split("HTTP/1\\.1 ", -1)).as("one answer").hasSize(2);
  }

  @Test
  void http10WithoutATransferCodingIsServed() throws Exception {
    String answer = RawHttp.send(container.port(), "GET /v1/things HTTP/1.0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("x-request-id: req_");
  }

  @Test
  void theHostHeaderNeverChangesTheRoute() throws Exception {
    String answer =
        RawHttp.send(
            container.port(),
            "GET /v1/nothing HTTP/1.1\r\nHost: a/page?\r\nConnection: close\r\n\r\n");
    String absolute =
        RawHttp.send(
            container.port(),
            "GET http://a/v1/nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 40").doesNotContain("a host's page");
    assertThat(absolute).startsWith("HTTP/1.1 404").contains("not_found");
  }
}
