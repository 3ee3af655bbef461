package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How LangChain4j shows our errors to its users: a class by status, our body as the message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LangChain4jErrorsTest {

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  /** Who asks whom for what. */
  private record Call(String baseUrl, String key, String model, String question) {

    String whole() {
      return LangChain4jModels.model(baseUrl, key).modelName(model).build().chat(question);
    }

    StreamedAnswer streamed(Runnable onPiece) {
      StreamedAnswer answer = new StreamedAnswer(onPiece);
      LangChain4jModels.streamingModel(baseUrl, key)
          .modelName(model)
          .build()
          .chat(question, answer);
      return answer;
    }
  }

  private Call asking(String question) {
    return new Call(gateway.baseUrl(), gateway.key(), SampleGateway.MODEL, question);
  }

  private Call with(String key) {
    return new Call(gateway.baseUrl(), key, SampleGateway.MODEL, ScriptedModel.HELLO);
  }

  private static void check(Call call, Class<? extends LangChain4jException> type, String code) {
    Throwable whole = catchThrowable(call::whole);
    StreamedAnswer answer = call.streamed(() -> {});
    ExecutionException streamed = catchThrowableOfType(ExecutionException.class, answer::await);

    assertThat(whole).isInstanceOf(type).hasMessageContaining("\"code\":\"" + code + "\"");
    assertThat(streamed).isNotNull();
    assertThat(streamed.getCause())
        .isInstanceOf(type)
        .hasMessageContaining("\"code\":\"" + code + "\"");
    assertThat(answer.pieces()).isEmpty();
  }

  @Test
  void unknownModel() {
    check(
        new Call(gateway.baseUrl(), gateway.key(), "gpt-unknown", ScriptedModel.HELLO),
        InvalidRequestException.class,
        "invalid_model");
  }

  @Test
  void wrongKey() {
    check(with("sk-tollgate-wrong"), AuthenticationException.class, "unauthorized");
  }

  @Test
  void emptyAccount() throws Exception {
    check(with(gateway.emptyKey()), InvalidRequestException.class, "insufficient_credits");
  }

  @Test
  void wrongPath() {
    check(
        new Call(
            gateway.baseUrl() + "/v1", gateway.key(), SampleGateway.MODEL, ScriptedModel.HELLO),
        ModelNotFoundException.class,
        "not_found");
  }

  @Test
  void fullDay() throws Exception {
    check(with(gateway.spentKey()), RateLimitException.class, "rate_limit_exceeded");
  }

  @Test
  void modelThatFails() {
    check(asking(ScriptedModel.FAIL), InternalServerException.class, "upstream_error");
  }

  @Test
  void streamThatBreaksOffIsAnErrorAndNoEnd() {
    StreamedAnswer answer =
        asking(ScriptedModel.BREAK_OFF).streamed(() -> asking(ScriptedModel.NOW).whole());

    ExecutionException told = catchThrowableOfType(ExecutionException.class, answer::await);

    assertThat(told).isNotNull();
    assertThat(told.getCause()).hasMessageContaining("upstream_error");
    assertThat(answer.pieces()).containsExactly("Hi", " there");
  }
}
