package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ScriptedProvider;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The forms of HTTP that callers use, and misuse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WireTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final int MAX_BODY = 4096;

  @RegisterExtension
  private final LiveScene scene = LiveScene.start(setup -> setup.with("MAX_BODY", MAX_BODY + "B"));

  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Customer customer = scene.customer();
  private final Caller caller = new Caller(gateway, customer);

  @BeforeAll
  void prepare() throws Exception {
    provider.otherwise(() -> ProviderAnswers.whole("Hi.", 24, 9));
  }

  private static void checkError(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(response.headers().firstValue("x-request-id")).isPresent();
    Answer error = Answer.of(response.body());
    assertThat(error.text("error.code")).isEqualTo(code);
    assertThat(error.text("error.message")).isNotEmpty();
    assertThat(error.has("error.param")).isTrue();
  }

  private RawCaller raw() throws Exception {
    return RawCaller.connect(gateway.port());
  }

  @Test
  void pathsThatAreNotThere() throws Exception {
    for (String path : List.of("/v1/completions", "/v1", "/v2/models", "/", "/v1//models")) {
      checkError(caller.get(path), 404, "not_found");
    }
    try (RawCaller raw = raw()) {
      raw.send("GET //v1/models HTTP/1.1\r\nHost: tollgate\r\nConnection: close\r\n\r\n");
      assertThat(raw.rest()).startsWith("HTTP/1.1 404 ").contains("\"code\":\"not_found\"");
    }
    // The path comes before the key.
    checkError(new Caller(gateway.address(), "").get("/v1/completions"), 404, "not_found");
  }

  @Test
  void methodsThatAPathDoesNotTake() throws Exception {
    HttpResponse<String> chat = caller.get(CHAT);
    checkError(chat, 405, "method_not_allowed");
    assertThat(chat.headers().firstValue("Allow").orElseThrow()).contains("POST");

    HttpResponse<String> models = caller.send("DELETE", "/v1/models");
    checkError(models, 405, "method_not_allowed");
    assertThat(models.headers().firstValue("Allow").orElseThrow()).contains("GET", "HEAD");
  }

  @Test
  void bodiesThatAreNotJson() throws Exception {
    checkError(caller.send("POST", CHAT), 415, "unsupported_media_type");
    checkError(
        caller.send("POST", CHAT, "Content-Type", "text/plain"), 415, "unsupported_media_type");
    checkError(
        caller.chat(Question.PLAIN, "Content-Encoding", "gzip"), 415, "unsupported_media_type");
  }

  @Test
  void bodiesThatAreTooLargeAreRefusedAndTheConnectionGoesOn() throws Exception {
    String large = Question.PLAIN + " ".repeat(MAX_BODY);

    checkError(caller.chat(large), 413, "request_too_large");
    checkError(caller.chat(chunked(large)), 413, "request_too_large");
    assertThat(caller.chat(Question.PLAIN).statusCode()).isEqualTo(200);
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.ofInputStream(
        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void chunkedBodiesAndUpgradesToHttp2AreTaken() throws Exception {
    // The JDK's client asks for an upgrade with its first request.
    HttpResponse<String> response = new Caller(gateway, customer).chat(chunked(Question.PLAIN));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws Exception {
    HttpResponse<String> get = caller.get("/v1/models");
    HttpResponse<String> head = caller.send("HEAD", "/v1/models");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .contains(Integer.toString(get.body().getBytes(StandardCharsets.UTF_8).length));
  }

  @Test
  void preflightsAreAnsweredAnywhereWithoutAKey() throws Exception {
    Caller browser = new Caller(gateway.address(), "");
    for (String path : List.of(CHAT, "/v1/models", "/nowhere")) {
      HttpResponse<String> response =
          browser.send(
              "OPTIONS",
              path,
              "Origin",
              "https://example.com",
              "Access-Control-Request-Method",
              "POST",
              "Access-Control-Request-Headers",
              "authorization,x-stainless-os");

      assertThat(response.statusCode()).as(path).isEqualTo(204);
      assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
      assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
          .contains("authorization,x-stainless-os");
    }
    String exposed =
        caller
            .get("/v1/models")
            .headers()
            .firstValue("Access-Control-Expose-Headers")
            .orElseThrow();
    assertThat(exposed)
        .containsIgnoringCase("x-request-id")
        .containsIgnoringCase("retry-after")
        .containsIgnoringCase("x-ratelimit-remaining-requests");
  }

  @Test
  void optionsOfTheServerAsAWholeNeedNoKey() throws Exception {
    try (RawCaller anybody = raw()) {
      anybody.send("OPTIONS * HTTP/1.1\r\nHost: tollgate\r\n\r\n");

      assertThat(anybody.head())
          .anyMatch(line -> line.startsWith("HTTP/1.1 204"))
          .anyMatch(line -> line.equals("Access-Control-Allow-Origin: *"));
    }
  }

  @Test
  void everyAnswerHasARequestIdOfItsOwn() throws Exception {
    Set<String> ids = new HashSet<>();
    List<HttpResponse<String>> answers =
        List.of(
            caller.chat(Question.PLAIN, "x-request-id", "req_mine"),
            caller.chat(Question.PLAIN, "x-request-id", "req_mine"),
            caller.chat("{}"),
            caller.get("/v1/models"),
            caller.get("/healthz"),
            caller.get("/nowhere"));
    for (HttpResponse<String> answer : answers) {
      assertThat(answer.headers().allValues("x-request-id")).hasSize(1);
      ids.add(answer.headers().firstValue("x-request-id").orElseThrow());
    }

    assertThat(ids).hasSameSizeAs(answers).allMatch(id -> id.startsWith("req_"));
    assertThat(ids).doesNotContain("req_mine");
  }

  @Test
  void refusalsComeInTheirOrder() throws Exception {
    String large = "x".repeat(MAX_BODY + 1);
    Caller stranger = new Caller(gateway.address(), "sk-none");
    Caller poor = new Caller(gateway, gateway.customer("0"));
    Customer limited =
        new AdminCaller(gateway.address())
            .key(customer.account(), "{\"name\":\"one\",\"requests_per_day\":1}");
    Caller full = new Caller(gateway, limited);
    full.get("/v1/models");

    checkError(stranger.send("POST", CHAT, "Content-Type", "text/plain"), 401, "unauthorized");
    checkError(full.send("POST", CHAT), 429, "rate_limit_exceeded");
    checkError(
        poor.send("POST", CHAT, "Content-Type", "text/plain"), 415, "unsupported_media_type");
    checkError(poor.chat(large), 413, "request_too_large");
    checkError(poor.chat("{"), 400, "invalid_request");
    checkError(poor.chat(Question.of("none")), 400, "invalid_model");
    checkError(poor.chat(Question.PLAIN), 402, "insufficient_credits");
  }

  @Test
  void expectedContinueIsSentOnlyWhereTheBodyIsWanted() throws Exception {
    String framing = "Content-Length: " + Question.PLAIN.length() + "\nExpect: 100-continue";
    try (RawCaller wanted = raw()) {
      wanted.send(RawCaller.chatHead(customer, framing));
      assertThat(wanted.head()).first().asString().startsWith("HTTP/1.1 100");
      wanted.send(Question.PLAIN);
      assertThat(wanted.head()).first().asString().startsWith("HTTP/1.1 200");
    }
    try (RawCaller unwanted = raw()) {
      unwanted.send(RawCaller.chatHead(new Customer("", "", "sk-none"), framing));
      assertThat(unwanted.head()).first().asString().startsWith("HTTP/1.1 401");
    }
  }

  @Test
  void http10IsSpokenButNotWithATransferCoding() throws Exception {
    try (RawCaller old = raw()) {
      String head = RawCaller.chatHead(customer, "Content-Length: " + Question.PLAIN.length());
      old.send(head.replace("HTTP/1.1", "HTTP/1.0") + Question.PLAIN);
      assertThat(old.rest()).contains(" 200 ").contains("Hi.");
    }
    provider.next(ProviderAnswers.streamed(24, 9, "Hi."));
    try (RawCaller old = raw()) {
      String head = RawCaller.chatHead(customer, "Content-Length: " + Question.STREAM.length());
      old.send(head.replace("HTTP/1.1", "HTTP/1.0") + Question.STREAM);
      assertThat(old.rest()).contains(" 200 ").endsWith("\n\ndata: [DONE]\n\n");
    }
    try (RawCaller smuggler = raw()) {
      String head = RawCaller.chatHead(customer, "Transfer-Encoding: chunked");
      smuggler.send(head.replace("HTTP/1.1", "HTTP/1.0") + "0\r\n\r\n");
      assertThat(smuggler.rest()).contains(" 400 ").contains("invalid_request_error");
    }
  }

  @Test
  void lengthAndTransferCodingTogetherAreRefused() throws Exception {
    try (RawCaller smuggler = raw()) {
      smuggler.send(
          RawCaller.chatHead(customer, "Content-Length: 5\nTransfer-Encoding: chunked")
              + "0\r\n\r\n");
      assertThat(smuggler.rest()).contains(" 400 ").contains("invalid_request_error");
    }
  }

  @Test
  void bodyThatBreaksOffIsNoRequest() throws Exception {
    int before = provider.requests().size();
    try (RawCaller caller = raw()) {
      caller.send(RawCaller.chatHead(customer, "Content-Length: 1000") + Question.PLAIN);
    }

    try (RawCaller half = raw()) {
      half.send(RawCaller.chatHead(customer, "Content-Length: 1000") + Question.PLAIN).finish();
      assertThat(half.rest()).startsWith("HTTP/1.1 400 ").contains("\"code\":\"invalid_request\"");
    }

    assertThat(caller.chat(Question.PLAIN).statusCode()).isEqualTo(200);
    assertThat(provider.requests()).hasSize(before + 1);
  }
}
