package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How the official Java SDK shows our errors to its users. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiSdkErrorsTest {

  private final ScriptedProvider provider = ScriptedProvider.start();
  private LiveGateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    gateway = LiveSetup.of(folder, provider).with("PER_MINUTE", "3").start();
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
    provider.close();
  }

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(gateway.address() + "/v1")
        .apiKey(key)
        .maxRetries(0)
        .timeout(Script.DEADLINE)
        .build();
  }

  private static ChatCompletionCreateParams question(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello!").build();
  }

  private <E extends OpenAIServiceException> E refusal(Class<E> type, String key, String model) {
    OpenAIClient client = client(key);
    try {
      return catchThrowableOfType(type, () -> client.chat().completions().create(question(model)));
    } finally {
      client.close();
    }
  }

  private static void check(OpenAIServiceException refused, int status, String type, String code) {
    assertThat(refused).isNotNull();
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.type()).contains(type);
    assertThat(refused.code()).contains(code);
    assertThat(refused.headers().values("x-request-id")).hasSize(1);
  }

  @Test
  void badRequest() throws Exception {
    BadRequestException refused =
        refusal(BadRequestException.class, gateway.rich().key(), "gpt-unknown");

    check(refused, 400, "invalid_request_error", "invalid_model");
    assertThat(refused.param()).contains("model");
  }

  @Test
  void badKey() {
    UnauthorizedException refused =
        refusal(UnauthorizedException.class, "sk-tollgate-wrong", "stansa-g4");

    check(refused, 401, "authentication_error", "unauthorized");
  }

  @Test
  void emptyAccount() throws Exception {
    int before = provider.requests().size();
    UnexpectedStatusCodeException refused =
        refusal(UnexpectedStatusCodeException.class, gateway.customer("0").key(), "stansa-g4");

    check(refused, 402, "insufficient_quota", "insufficient_credits");
    assertThat(provider.requests()).hasSize(before);
  }

  @Test
  void unknownModelOfTheModelsList() throws Exception {
    OpenAIClient client = client(gateway.rich().key());

    NotFoundException refused =
        catchThrowableOfType(
            NotFoundException.class, () -> client.models().retrieve("gpt-unknown"));

    check(refused, 404, "not_found", "model_not_found");
    client.close();
  }

  @Test
  void fullMinute() throws Exception {
    String key = gateway.rich().key();
    OpenAIClient client = client(key);
    Throwable refusal = null;
    // The limit is three; a new minute may begin once in between.
    for (int i = 0; i < 8 && refusal == null; i++) {
      refusal = catchThrowable(() -> client.models().list());
    }

    assertThat(refusal)
        .isInstanceOfSatisfying(
            RateLimitException.class,
            refused -> {
              check(refused, 429, "rate_limit_error", "rate_limit_exceeded");
              assertThat(refused.headers().values("Retry-After")).hasSize(1);
            });
    client.close();
  }

  @Test
  void failedUpstream() throws Exception {
    InternalServerException refused =
        refusal(InternalServerException.class, gateway.rich().key(), "stansa-g4");

    check(refused, 502, "api_error", "upstream_error");
  }

  @Test
  void failedStreamBeforeItsFirstChunk() throws Exception {
    OpenAIClient client = client(gateway.rich().key());

    InternalServerException refused =
        catchThrowableOfType(
            InternalServerException.class,
            () -> {
              try (StreamResponse<ChatCompletionChunk> stream =
                  client.chat().completions().createStreaming(question("stansa-g4"))) {
                assertThat(stream).as("a stream that failed").isNull();
              }
            });

    check(refused, 502, "api_error", "upstream_error");
    client.close();
  }

  @Test
  void brokenStreamIsAnErrorAndNoEnd() throws Exception {
    Customer customer = gateway.rich();
    OpenAIClient client = client(customer.key());
    Script broken =
        provider.next(Script.stream().event(ProviderAnswers.delta("Hi")).hold().reset());
    List<String> seen = new ArrayList<>();

    OpenAIException told;
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(question("stansa-g4"))) {
      told =
          catchThrowableOfType(
              OpenAIException.class,
              () ->
                  stream.stream()
                      .flatMap(chunk -> chunk.choices().stream())
                      .flatMap(choice -> choice.delta().content().stream())
                      .filter(text -> !text.isEmpty())
                      .peek(text -> broken.release())
                      .forEach(seen::add));
    }

    assertThat(told).isNotNull();
    assertThat(seen).containsExactly("Hi");
    gateway.checkUncharged(customer);
    client.close();
  }
}
