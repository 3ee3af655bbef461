package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.money.Money;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An auto model, from outside: one name, whoever serves, at the price of who did. */
final class AutoModelTest {

  private static final String DIAL = "Tollgate-Quality";
  private static final String TOOLS =
      """
      {"messages":[{"role":"user","content":"Hello!"}],"model":"sansa-auto",
      "tools":[{"type":"function","function":{"name":"walk","parameters":{}}}]}""";

  /** 10 tokens in, 20 out. */
  private static final Money AT_CHEAP_SECOND = Money.ofNanos(500);

  private static final Money AT_STANSA_G4 = Money.ofNanos(147_500);

  private final ScriptedProvider first = ScriptedProvider.start();
  private final ScriptedProvider second = ScriptedProvider.start();
  private LiveGateway gateway;
  private Customer customer;
  private Caller caller;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    gateway = LiveSetup.of(folder, first).withSecond(second).with("EXPLAIN", "true").start();
    customer = gateway.rich();
    caller = new Caller(gateway, customer);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.checkBooks();
    gateway.close();
    first.close();
    second.close();
  }

  private static String route(HttpResponse<String> answer) {
    return answer.headers().firstValue("Tollgate-Route").orElseThrow();
  }

  @Test
  void cheapestServesAtItsOwnPriceUnderTheAutoModelsName() throws Exception {
    second.next(ProviderAnswers.whole("Hi.", 10, 20));

    HttpResponse<String> answer = caller.chat(Question.of("sansa-auto"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Answer.of(answer.body()).text("model")).isEqualTo("sansa-auto");
    assertThat(answer.body()).doesNotContain("cheap-second").doesNotContain("provider-");
    assertThat(gateway.lastCharge(customer)).isEqualTo(AT_CHEAP_SECOND);
    assertThat(first.requests()).isEmpty();
  }

  @Test
  void requestIsChargedAtThePriceOfWhoCanDoIt() throws Exception {
    first.next(ProviderAnswers.whole("Hi.", 10, 20));

    assertThat(caller.chat(TOOLS).statusCode()).isEqualTo(200);

    assertThat(gateway.lastCharge(customer)).isEqualTo(AT_STANSA_G4);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void nextBestModelTakesOverAndIsPaid() throws Exception {
    second.next(Script.status(503, "{}"));
    first.next(ProviderAnswers.streamed(10, 20, "Hi."));

    HttpResponse<String> stream = caller.chat(Question.streamOf("sansa-auto"));

    assertThat(stream.body()).contains("\"model\":\"sansa-auto\"").endsWith("data: [DONE]\n\n");
    assertThat(second.requests()).hasSize(1);
    assertThat(first.requests()).hasSize(1);
    assertThat(first.requests().get(0).body()).contains("provider-c");
    assertThat(gateway.lastCharge(customer)).isEqualTo(AT_STANSA_G4);
  }

  @Test
  void keyedRequestPaysWhoServedToo() throws Exception {
    second.next(Script.status(503, "{}"));
    first.next(ProviderAnswers.whole("Hi.", 10, 20));

    HttpResponse<String> answer =
        caller.chat(Question.of("sansa-auto"), "Idempotency-Key", "auto-1");
    HttpResponse<String> again =
        caller.chat(Question.of("sansa-auto"), "Idempotency-Key", "auto-1");

    assertThat(again.body()).isEqualTo(answer.body());
    assertThat(gateway.lastCharge(customer)).isEqualTo(AT_STANSA_G4);
    assertThat(first.requests()).hasSize(1);
  }

  @Test
  void autoModelWithAPriceOfItsOwnIsChargedAtThat() throws Exception {
    second.next(ProviderAnswers.whole("Hi.", 10, 20));

    caller.chat(Question.of("priced-auto"));

    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(110_000));
  }

  @Test
  void holdCoversTheDearestThatMayServe() throws Exception {
    // 500 output tokens at stansa-g4 are 3.25 credits, and at cheap-second a hundredth of one.
    Customer poor = gateway.customer("0.5");

    HttpResponse<String> answer = new Caller(gateway, poor).chat(Question.of("sansa-auto"));

    assertThat(answer.statusCode()).isEqualTo(402);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void conversationStaysWithItsModelWhateverTheDialSaysLater() throws Exception {
    second.next(ProviderAnswers.whole("Hi.", 10, 20));
    second.next(ProviderAnswers.whole("Fine.", 10, 20));
    String followUp =
        """
        {"model":"sansa-auto","messages":[{"role":"user","content":"Hello!"},
        {"role":"assistant","content":"Hi."},{"role":"user","content":"How are you?"}]}""";

    caller.chat(Question.of("sansa-auto"), DIAL, "0");
    HttpResponse<String> answer = caller.chat(followUp, DIAL, "1");

    assertThat(Answer.of(answer.body()).text("choices.0.message.content")).isEqualTo("Fine.");
    assertThat(route(answer)).startsWith("choice=cheap-second reason=stayed dial=1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void toolsResultGoesToWhoCalledItAlsoWhenTheChosenOneIsBack(boolean stream) throws Exception {
    String asked =
        """
        {"model":"able-auto","stream":%s,"messages":[{"role":"user","content":"Walk!"}%s],
        "tools":[{"type":"function","function":{"name":"walk","parameters":{}}}]}""";
    String result =
        """
        ,{"role":"assistant","tool_calls":[{"id":"call_1","type":"function",
        "function":{"name":"walk","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"call_1","content":"done"}""";
    second.next(Script.status(503, "{}"));
    second.otherwise(() -> ProviderAnswers.whole("Who asks?", 10, 20));
    first.next(ProviderAnswers.toolCall("walk", stream));
    first.next(ProviderAnswers.whole("Walked.", 10, 20));

    HttpResponse<String> call = caller.chat(asked.formatted(stream, ""));
    HttpResponse<String> answer = caller.chat(asked.formatted(false, result));

    assertThat(call.body()).contains("\"walk\"");
    assertThat(route(call)).startsWith("choice=able-second reason=ranked");
    assertThat(Answer.of(answer.body()).text("choices.0.message.content")).isEqualTo("Walked.");
    assertThat(route(answer))
        .startsWith("choice=stansa-g4 reason=stayed")
        .contains("able-second=quality:");
    assertThat(second.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "high", "1.1", "-0.1", "0,5", ".5", "1e-1", "0.1234567890", "NaN"})
  void dialThatIsNoneIsRefused(String dial) throws Exception {
    HttpResponse<String> answer = caller.chat(Question.of("sansa-auto"), DIAL, dial);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Answer.of(answer.body()).text("error.code")).isEqualTo("invalid_request");
    assertThat(Answer.of(answer.body()).text("error.param")).isEqualTo(DIAL);
    assertThat(first.requests()).isEmpty();
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void requestThatNoCandidateCanDoIsRefusedByWhatItNeeds() throws Exception {
    String tooLong =
        "{\"model\":\"sansa-auto\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted("word ".repeat(120_000));

    HttpResponse<String> answer = caller.chat(tooLong);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Answer.of(answer.body()).text("error.code")).isEqualTo("context_length_exceeded");
    assertThat(answer.body()).doesNotContain("cheap-second");
  }

  @Test
  void keyMayBeBoundToModelsAndToAPlaceOfTheDial() throws Exception {
    Customer bound =
        new AdminCaller(gateway.address())
            .key(
                customer.account(), "{\"name\":\"b\",\"models\":[\"stansa-g4\"],\"quality\":0.25}");
    Caller other = new Caller(gateway, bound);
    first.next(ProviderAnswers.whole("Hi.", 10, 20));
    first.next(ProviderAnswers.whole("Hi.", 10, 20));

    HttpResponse<String> answer = other.chat(Question.of("sansa-auto"));
    HttpResponse<String> turned = other.chat(Question.of("sansa-auto"), DIAL, "0.75");
    HttpResponse<String> refused = other.chat(Question.of("cheap-second"));

    assertThat(route(answer))
        .startsWith("choice=stansa-g4 reason=ranked dial=0.25")
        .contains("cheap-second=out:key_models");
    assertThat(route(turned)).startsWith("choice=stansa-g4 reason=ranked dial=0.75");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Answer.of(refused.body()).text("error.code")).isEqualTo("invalid_model");
    Answer keys =
        new AdminCaller(gateway.address())
            .get("/admin/v1/accounts/" + customer.account() + "/keys");
    assertThat(keys.text("data.1.models.0")).isEqualTo("stansa-g4");
    assertThat(keys.number("data.1.quality")).isEqualByComparingTo("0.25");
  }

  @Test
  void choicesAreCountedAndTimed() throws Exception {
    second.next(ProviderAnswers.whole("Hi.", 10, 20));
    caller.chat(Question.of("sansa-auto"));

    List<String> samples =
        new Caller(gateway.address(), "").get("/metrics").body().lines().toList();

    assertThat(samples)
        .contains(
            "tollgate_route_choices_total{choice=\"cheap-second\","
                + "gen_ai_request_model=\"sansa-auto\",reason=\"ranked\"} 1.0")
        .anyMatch(
            line ->
                line.startsWith("tollgate_route_decision_seconds_count{") && line.endsWith(" 1"));
  }
}
