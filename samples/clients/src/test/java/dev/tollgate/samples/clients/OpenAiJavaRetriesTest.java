package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a program with OpenAI's own library for Java sends a request again and pays once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiJavaRetriesTest {

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  @AutoClose
  private final OpenAIClient client =
      OpenAiJavaClients.client(gateway.baseUrl(), gateway.key()).maxRetries(2).build();

  private static ChatCompletionCreateParams asking(String key, String question) {
    return ChatCompletionCreateParams.builder()
        .model(SampleGateway.MODEL)
        .addUserMessage(question)
        .putAdditionalHeader("Idempotency-Key", key)
        .build();
  }

  @Test
  void sameKeyIsTheSameAnswerAndOneCharge() {
    ChatCompletion first = client.chat().completions().create(asking("a", ScriptedModel.HELLO));
    int asked = gateway.requests().size();

    ChatCompletion again = client.chat().completions().create(asking("a", ScriptedModel.HELLO));

    assertThat(again).isEqualTo(first);
    assertThat(gateway.requests()).hasSize(asked);
  }

  /** The gateway keeps streams: {@code idempotency.streams} is on. */
  @Test
  void streamThatWasLeftIsReadInFullAndPaidForOnce() {
    int asked = gateway.requests().size();

    ChatCompletionChunk begun = chunks("s", 1).get(0);
    List<ChatCompletionChunk> all = chunks("s", Long.MAX_VALUE);

    assertThat(all).first().isEqualTo(begun);
    assertThat(all).hasSizeGreaterThan(2).isEqualTo(chunks("s", Long.MAX_VALUE));
    assertThat(gateway.requests()).hasSize(asked + 1);
    assertThat(gateway.lastCharge()).isEqualTo(SampleGateway.PRICE_OF_AN_ANSWER);
  }

  /** The first so many, and then the connection is closed. */
  private List<ChatCompletionChunk> chunks(String key, long most) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asking(key, ScriptedModel.HELLO))) {
      return stream.stream().limit(most).toList();
    }
  }

  @Test
  void keyOfAnotherBodyIsNotRetried() {
    client.chat().completions().create(asking("b", ScriptedModel.HELLO));

    long left = remaining(refused());

    assertThat(remaining(refused())).isEqualTo(left - 1);
  }

  /** The library has no class of its own for 409. */
  private UnexpectedStatusCodeException refused() {
    UnexpectedStatusCodeException refused =
        catchThrowableOfType(
            UnexpectedStatusCodeException.class,
            () -> client.chat().completions().create(asking("b", ScriptedModel.PUZZLE)));
    assertThat(refused).isNotNull();
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.code()).contains("idempotency_key_reused");
    return refused;
  }

  private static long remaining(UnexpectedStatusCodeException refused) {
    return Long.parseLong(refused.headers().values("X-RateLimit-Remaining-Requests").get(0));
  }
}
