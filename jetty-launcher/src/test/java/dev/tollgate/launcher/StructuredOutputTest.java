package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.ledger.Balance;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An answer that is not the JSON asked for is not passed on as one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StructuredOutputTest {

  private static final String OBJECT = "{\"type\":\"json_object\"}";
  private static final String CITY =
      """
      {"type":"json_schema","json_schema":{"name":"city","strict":true,"schema":\
      {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],\
      "additionalProperties":false}}}""";

  private final ScriptedProvider first = ScriptedProvider.start();
  private final ScriptedProvider second = ScriptedProvider.start();
  private LiveGateway gateway;
  private Customer customer;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    gateway = LiveSetup.of(folder, first).withSecond(second).start();
    customer = gateway.rich();
  }

  @AfterAll
  void stop() throws Exception {
    gateway.checkBooks();
    gateway.close();
    first.close();
    second.close();
  }

  private static Script saying(String content) {
    // The content goes into JSON text, so its quotes are escaped.
    String quoted = JsonText.of(new Json.Str(content));
    return ProviderAnswers.whole(quoted.substring(1, quoted.length() - 1), 10, 20);
  }

  private HttpResponse<String> ask(String model, String format) throws Exception {
    String body = Question.of(model).replaceFirst("}$", ",\"response_format\":" + format + "}");
    return new Caller(gateway, customer).chat(body);
  }

  private static String content(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Answer.of(response.body()).text("choices.0.message.content");
  }

  @Test
  void answersThatFitArePassedOnAsTheyAre() throws Exception {
    first.next(saying(" {\"city\": \"Bern\"}\n"));
    assertThat(content(ask("two-routes", CITY))).isEqualTo(" {\"city\": \"Bern\"}\n");

    first.next(saying("{\"any\":[1]}"));
    assertThat(content(ask("two-routes", OBJECT))).isEqualTo("{\"any\":[1]}");
  }

  @Test
  void secondRouteAnswersWhereTheFirstDidNotKeepTheForm() throws Exception {
    first.next(saying("{\"city\":7}"));
    second.next(saying("{\"city\":\"Bern\"}"));
    assertThat(content(ask("two-routes", CITY))).isEqualTo("{\"city\":\"Bern\"}");

    first.next(saying("```json\n{}\n```"));
    second.next(saying("{}"));
    assertThat(content(ask("two-routes", OBJECT))).isEqualTo("{}");
  }

  @Test
  void noRouteThatKeepsTheFormIsAFailureAndFree() throws Exception {
    Balance before = gateway.balance(customer);
    first.next(saying("[]"));
    second.next(saying("Here you are: {}"));

    HttpResponse<String> response = ask("two-routes", OBJECT);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(Answer.of(response.body()).text("error.code")).isEqualTo("upstream_error");
    assertThat(response.body()).contains("response_format").doesNotContain("Here you are");
    assertThat(gateway.balance(customer)).isEqualTo(before);
  }

  @Test
  void modelWithTheCheckSwitchedOffPassesOnWhatComes() throws Exception {
    first.next(saying("Sure!"));

    assertThat(content(ask("unchecked", CITY))).isEqualTo("Sure!");
  }

  @Test
  void streamsAreNotChecked() throws Exception {
    first.next(ProviderAnswers.streamed(10, 20, "Sure!"));
    String body =
        Question.streamOf("two-routes").replaceFirst("}$", ",\"response_format\":" + CITY + "}");

    HttpResponse<String> response = new Caller(gateway, customer).chat(body);

    assertThat(response.body()).contains("\"Sure!\"").endsWith("data: [DONE]\n\n");
  }
}
