package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits a minute and a day, and how each answer tells them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RateLimitTest {

  private static final List<String> HEADERS =
      List.of(
          "X-RateLimit-Limit-Requests",
          "X-RateLimit-Remaining-Requests",
          "X-RateLimit-Reset-Requests",
          "X-RateLimit-Limit-Requests-Day",
          "X-RateLimit-Remaining-Requests-Day",
          "X-RateLimit-Reset-Requests-Day");

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();

  @BeforeAll
  void prepare() throws Exception {
    provider.otherwise(() -> ProviderAnswers.whole("Hi.", 24, 9));
  }

  private Customer limited(String limits) throws Exception {
    return new AdminCaller(gateway.address())
        .key(gateway.rich().account(), "{\"name\":\"limited\"," + limits + "}");
  }

  /** When the gateway answered, in seconds of the epoch. */
  private static long date(HttpHeaders headers) {
    return ZonedDateTime.parse(
            headers.firstValue("Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
        .toEpochSecond();
  }

  private static long number(HttpHeaders headers, String name) {
    assertThat(headers.allValues(name)).as(name).hasSize(1);
    return Long.parseLong(headers.firstValue(name).orElseThrow());
  }

  @Test
  void everyAnswerBehindTheKeyTellsBothWindows() throws Exception {
    Caller caller = new Caller(gateway, limited("\"requests_per_minute\":50"));
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(caller.chat(Question.PLAIN));
    provider.next(ProviderAnswers.streamed(24, 9, "Hi."));
    answers.add(caller.chat(Question.STREAM));
    answers.add(caller.chat("{}"));
    answers.add(caller.send("POST", "/v1/chat/completions"));
    answers.add(caller.get("/v1/models"));
    answers.add(caller.get("/v1/models/unknown"));
    answers.add(caller.get("/v1/credits"));

    assertThat(answers)
        .extracting(HttpResponse::statusCode)
        .containsExactly(200, 200, 400, 415, 200, 404, 200);
    for (HttpResponse<String> answer : answers) {
      HttpHeaders headers = answer.headers();
      long now = date(headers);
      HEADERS.forEach(name -> number(headers, name));
      assertThat(number(headers, "X-RateLimit-Limit-Requests")).isEqualTo(50);
      assertThat(number(headers, "X-RateLimit-Limit-Requests-Day")).isEqualTo(1_000_000);
      assertThat(number(headers, "X-RateLimit-Reset-Requests") % 60).isZero();
      assertThat(number(headers, "X-RateLimit-Reset-Requests")).isBetween(now - 60, now + 60);
      assertThat(number(headers, "X-RateLimit-Reset-Requests-Day") % 86_400).isZero();
    }
    assertThat(number(answers.get(6).headers(), "X-RateLimit-Remaining-Requests-Day"))
        .isEqualTo(1_000_000 - 7);
  }

  @Test
  void fullMinuteIsRefusedWithTheTimeToItsEnd() throws Exception {
    Caller caller = new Caller(gateway, limited("\"requests_per_minute\":2"));
    HttpResponse<String> answer = caller.get("/v1/models");
    // A new minute may begin once in between.
    for (int i = 0; i < 4 && answer.statusCode() == 200; i++) {
      answer = caller.chat(Question.PLAIN);
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    HttpHeaders headers = answer.headers();
    long now = date(headers);
    assertThat(number(headers, "Retry-After")).isBetween(1L, 60L);
    assertThat(number(headers, "X-RateLimit-Reset-Requests") - number(headers, "Retry-After"))
        .isBetween(now - 2, now + 1);
    assertThat(number(headers, "X-RateLimit-Limit-Requests")).isEqualTo(2);
    assertThat(number(headers, "X-RateLimit-Remaining-Requests")).isZero();
    HEADERS.forEach(name -> number(headers, name));
    assertThat(headers.firstValue("x-should-retry")).isEmpty();
    Answer error = Answer.of(answer.body());
    assertThat(error.text("error.type")).isEqualTo("rate_limit_error");
    assertThat(error.text("error.code")).isEqualTo("rate_limit_exceeded");
    assertThat(error.text("error.message")).isEqualTo("Rate limit exceeded: 2 requests a minute.");
    gateway.checkBooks();
  }

  @Test
  void fullDayTellsClientsNotToSleepThroughIt() throws Exception {
    Caller caller = new Caller(gateway, limited("\"requests_per_day\":1"));
    HttpResponse<String> answer = caller.get("/v1/models");
    for (int i = 0; i < 2 && answer.statusCode() == 200; i++) {
      answer = caller.get("/v1/models");
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(number(answer.headers(), "Retry-After")).isBetween(1L, 86_400L);
    assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
  }
}
