package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.upstream.Script;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** How Spring AI shows our errors to its users: what may be tried again, and our body. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpringAiErrorsTest {

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  private OpenAiChatModel model(String key) {
    return SpringAiModels.model(gateway.baseUrl(), key);
  }

  private void check(
      OpenAiChatModel model,
      Prompt prompt,
      Class<? extends Exception> type,
      int status,
      String code) {
    Throwable whole = catchThrowable(() -> model.call(prompt));
    WebClientResponseException streamed =
        catchThrowableOfType(
            WebClientResponseException.class,
            () -> model.stream(prompt).blockLast(Script.DEADLINE));

    assertThat(whole)
        .isInstanceOf(type)
        .hasMessageStartingWith(status + " - {")
        .hasMessageContaining("\"code\":\"" + code + "\"");
    assertThat(streamed).isNotNull();
    assertThat(streamed.getStatusCode().value()).isEqualTo(status);
    assertThat(streamed.getResponseBodyAsString()).contains("\"code\":\"" + code + "\"");
  }

  @Test
  void unknownModel() {
    Prompt prompt =
        new Prompt(ScriptedModel.HELLO, OpenAiChatOptions.builder().model("gpt-unknown").build());

    check(model(gateway.key()), prompt, NonTransientAiException.class, 400, "invalid_model");
  }

  @Test
  void wrongKey() {
    check(
        model("sk-tollgate-wrong"),
        new Prompt(ScriptedModel.HELLO),
        NonTransientAiException.class,
        401,
        "unauthorized");
  }

  @Test
  void emptyAccount() throws Exception {
    check(
        model(gateway.emptyKey()),
        new Prompt(ScriptedModel.HELLO),
        NonTransientAiException.class,
        402,
        "insufficient_credits");
  }

  @Test
  void wrongPath() {
    check(
        SpringAiModels.model(gateway.baseUrl() + "/v1", gateway.key()),
        new Prompt(ScriptedModel.HELLO),
        NonTransientAiException.class,
        404,
        "not_found");
  }

  @Test
  void fullDay() throws Exception {
    check(
        model(gateway.spentKey()),
        new Prompt(ScriptedModel.HELLO),
        NonTransientAiException.class,
        429,
        "rate_limit_exceeded");
  }

  @Test
  void modelThatFails() {
    check(
        model(gateway.key()),
        new Prompt(ScriptedModel.FAIL),
        TransientAiException.class,
        502,
        "upstream_error");
  }

  private void breakNow() {
    model(gateway.key()).call(ScriptedModel.NOW);
  }

  @Test
  void streamThatBreaksOffIsAnErrorAndNoEnd() {
    OpenAiChatModel model = model(gateway.key());
    List<String> seen = new ArrayList<>();

    // Spring holds each chunk back until the next one, and drops the last with the error.
    Throwable told =
        catchThrowable(
            () ->
                model.stream(ScriptedModel.BREAK_OFF)
                    .doOnNext(seen::add)
                    .doOnNext(text -> breakNow())
                    .blockLast(Script.DEADLINE));

    assertThat(told).isNotNull();
    assertThat(String.join("", seen)).isEqualTo("Hi");
  }
}
