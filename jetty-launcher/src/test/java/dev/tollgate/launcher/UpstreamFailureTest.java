package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that fail before they answer: each with its status, none at a charge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UpstreamFailureTest {

  private static final String CANARY = "canary-of-the-upstream";

  @RegisterExtension
  private final LiveScene scene =
      LiveScene.start(setup -> setup.with("FIRST_BYTE_TIMEOUT", "300ms"));

  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Customer customer = scene.customer();

  private HttpResponse<String> refused(String body, int status, String code) throws Exception {
    HttpResponse<String> response = new Caller(gateway, customer).chat(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body()).doesNotContain(CANARY);
    Answer error = Answer.of(response.body());
    assertThat(error.text("error.code")).isEqualTo(code);
    assertThat(error.text("error.type"))
        .isEqualTo(status == 400 || status == 413 ? "invalid_request_error" : "api_error");
    gateway.checkUncharged(customer);
    return response;
  }

  @ParameterizedTest
  @CsvSource({
    "500, 502, upstream_error",
    "503, 502, upstream_error",
    "529, 502, upstream_error",
    "401, 502, upstream_error",
    "403, 502, upstream_error",
    "404, 502, upstream_error",
    "302, 502, upstream_error",
    "402, 503, upstream_unavailable",
    "429, 503, upstream_unavailable",
    "408, 504, upstream_timeout",
    "400, 400, invalid_request",
    "422, 400, invalid_request",
    "413, 413, request_too_large"
  })
  void statusOfTheUpstreamBecomesOneOfOurs(int theirs, int ours, String code) throws Exception {
    for (String body : List.of(Question.PLAIN, Question.STREAM)) {
      provider.next(
          Script.status(theirs, "{\"error\":{\"message\":\"" + CANARY + "\"}}", "Retry-After: 7"));

      HttpResponse<String> response = refused(body, ours, code);

      if (theirs == 429) {
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
      }
    }
  }

  @Test
  void refusedConnectionIsABadGateway() throws Exception {
    refused(Question.of("only-second"), 502, "upstream_error");
    refused(Question.streamOf("only-second"), 502, "upstream_error");
  }

  @Test
  void silenceIsATimeout() throws Exception {
    for (String body : List.of(Question.PLAIN, Question.STREAM)) {
      Script silent = provider.next(Script.empty().hold());

      refused(body, 504, "upstream_timeout");

      assertThat(silent.isClientGoneWithin(Script.DEADLINE)).isTrue();
    }
  }

  @Test
  void connectionThatIsClosedWithoutAnAnswerIsTriedOnceMore() throws Exception {
    provider.next(Script.empty().cut());
    provider.next(ProviderAnswers.whole("Hi.", 0, 0));

    assertThat(new Caller(gateway, customer).chat(Question.PLAIN).statusCode()).isEqualTo(200);

    provider.next(Script.empty().cut());
    provider.next(Script.empty().cut());
    refused(Question.PLAIN, 502, "upstream_error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "canary-of-the-upstream",
        "[]",
        "{}",
        "{\"choices\":[]}",
        "{\"choices\":[{\"message\":{\"content\":5},\"delta\":{\"content\":5}}]}",
        "{\"error\":{\"message\":\"canary-of-the-upstream\"}}"
      })
  void answersThatAreNoneAreBadGateways(String body) throws Exception {
    provider.next(Script.json(body));
    refused(Question.PLAIN, 502, "upstream_error");

    provider.next(Script.stream().part(body.isEmpty() ? "\n" : "data: " + body + "\n\n").end());
    refused(Question.STREAM, 502, "upstream_error");
  }

  @Test
  void pagesOfAProxyAreBadGateways() throws Exception {
    for (String body : List.of(Question.PLAIN, Question.STREAM)) {
      provider.next(Script.answer(200, "text/html", "<html>" + CANARY + "</html>"));
      refused(body, 502, "upstream_error");
    }
  }

  @Test
  void answerThatBreaksOffIsABadGateway() throws Exception {
    provider.next(
        Script.empty()
            .raw(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
            .cut());

    refused(Question.PLAIN, 502, "upstream_error");
  }

  @Test
  void conversationThatIsTooLongIsTheCallersMatter() throws Exception {
    provider.next(
        Script.status(
            400,
            "{\"error\":{\"message\":\"%s\",\"code\":\"context_length_exceeded\"}}"
                .formatted(CANARY)));

    refused(Question.PLAIN, 400, "context_length_exceeded");
  }
}
