package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How OpenAI's own library for Java shows our errors to its users. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiJavaErrorsTest {

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  @AutoClose private final OpenAIClient client = client(gateway.key());

  private OpenAIClient client(String key) {
    return OpenAiJavaClients.client(gateway.baseUrl(), key).build();
  }

  private static ChatCompletionCreateParams.Builder asking(String question) {
    return ChatCompletionCreateParams.builder().model(SampleGateway.MODEL).addUserMessage(question);
  }

  private static void stream(OpenAIClient client, ChatCompletionCreateParams params) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      assertThat(stream.stream().count()).as("chunks of a stream that failed").isZero();
    }
  }

  /** That error, asked for whole and as a stream. */
  private static <E extends OpenAIServiceException> List<E> refusals(
      Class<E> type, OpenAIClient client, ChatCompletionCreateParams params) {
    List<ThrowingCallable> calls =
        List.of(() -> client.chat().completions().create(params), () -> stream(client, params));
    return calls.stream().map(call -> catchThrowableOfType(type, call)).toList();
  }

  private static void check(OpenAIServiceException refused, int status, String type, String code) {
    assertThat(refused).isNotNull();
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.type()).contains(type);
    assertThat(refused.code()).contains(code);
    assertThat(refused.headers().values("x-request-id")).hasSize(1);
  }

  @Test
  void unknownModel() {
    for (BadRequestException refused :
        refusals(
            BadRequestException.class,
            client,
            asking(ScriptedModel.HELLO).model("gpt-unknown").build())) {
      check(refused, 400, "invalid_request_error", "invalid_model");
      assertThat(refused.param()).contains("model");
    }
  }

  @Test
  void parameterThatIsNotOffered() {
    for (BadRequestException refused :
        refusals(BadRequestException.class, client, asking(ScriptedModel.HELLO).n(2).build())) {
      check(refused, 400, "invalid_request_error", "unsupported_parameter");
      assertThat(refused.param()).contains("n");
    }
  }

  @Test
  void wrongKey() {
    OpenAIClient stranger = client("sk-tollgate-wrong");
    for (UnauthorizedException refused :
        refusals(UnauthorizedException.class, stranger, asking(ScriptedModel.HELLO).build())) {
      check(refused, 401, "authentication_error", "unauthorized");
    }
    stranger.close();
  }

  @Test
  void emptyAccount() throws Exception {
    int before = gateway.requests().size();
    OpenAIClient poor = client(gateway.emptyKey());

    // The library has no class of its own for 402.
    for (UnexpectedStatusCodeException refused :
        refusals(UnexpectedStatusCodeException.class, poor, asking(ScriptedModel.HELLO).build())) {
      check(refused, 402, "insufficient_quota", "insufficient_credits");
    }
    assertThat(gateway.requests()).hasSize(before);
    poor.close();
  }

  @Test
  void unknownModelOfTheModelsList() {
    NotFoundException refused =
        catchThrowableOfType(
            NotFoundException.class, () -> client.models().retrieve("gpt-unknown"));

    check(refused, 404, "not_found", "model_not_found");
  }

  @Test
  void fullDayIsNotRetried() throws Exception {
    OpenAIClient patient =
        OpenAiJavaClients.client(gateway.baseUrl(), gateway.spentKey()).maxRetries(2).build();

    for (RateLimitException refused :
        refusals(RateLimitException.class, patient, asking(ScriptedModel.HELLO).build())) {
      check(refused, 429, "rate_limit_error", "rate_limit_exceeded");
      assertThat(refused.headers().values("Retry-After")).hasSize(1);
      assertThat(refused.headers().values("x-should-retry")).containsExactly("false");
    }
    patient.close();
  }

  @Test
  void modelThatFails() {
    for (InternalServerException refused :
        refusals(InternalServerException.class, client, asking(ScriptedModel.FAIL).build())) {
      check(refused, 502, "api_error", "upstream_error");
    }
  }

  private void breakNow() {
    client.chat().completions().create(asking(ScriptedModel.NOW).build());
  }

  @Test
  void streamThatBreaksOffIsAnErrorAndNoEnd() {
    List<String> seen = new ArrayList<>();

    SseException told;
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asking(ScriptedModel.BREAK_OFF).build())) {
      told =
          catchThrowableOfType(
              SseException.class,
              () ->
                  stream.stream()
                      .flatMap(chunk -> chunk.choices().stream())
                      .flatMap(choice -> choice.delta().content().stream())
                      .filter(text -> !text.isEmpty())
                      .peek(seen::add)
                      .forEach(text -> breakNow()));
    }

    assertThat(told).isNotNull();
    assertThat(told.code()).contains("upstream_error");
    assertThat(seen).containsExactly("Hi", " there");
  }
}
