package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.models.Model;
import dev.tollgate.launcher.LiveSetup;
import dev.tollgate.upstream.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OpenAI's own library for Java. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiJavaTest {

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  @AutoClose
  private final OpenAIClient client =
      OpenAiJavaClients.client(gateway.baseUrl(), gateway.key()).build();

  private static ChatCompletionCreateParams.Builder asking(String question) {
    return ChatCompletionCreateParams.builder()
        .model(SampleGateway.MODEL)
        .addDeveloperMessage("You are helpful.")
        .addUserMessage(question)
        .maxCompletionTokens(100);
  }

  @Test
  void completionIsCreatedAndCharged() {
    ChatCompletion answer =
        client.chat().completions().create(asking(ScriptedModel.HELLO).build()).validate();

    assertThat(answer.id()).startsWith("chatcmpl-").isNotEqualTo("chatcmpl-model");
    assertThat(answer.model()).isEqualTo(SampleGateway.MODEL);
    assertThat(answer.choices()).hasSize(1);
    assertThat(answer.choices().get(0).message().content()).contains("Hi there.");
    assertThat(answer.choices().get(0).finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.usage().map(CompletionUsage::totalTokens)).contains(33L);
    assertThat(gateway.lastCharge()).isEqualTo(SampleGateway.PRICE_OF_AN_ANSWER);
  }

  @Test
  void completionIsStreamedAndCharged() {
    List<String> pieces = new ArrayList<>();
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();

    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asking(ScriptedModel.HELLO).build())) {
      stream.stream()
          .peek(ChatCompletionChunk::validate)
          .peek(accumulator::accumulate)
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .filter(text -> !text.isEmpty())
          .forEach(pieces::add);
    }

    assertThat(pieces).containsExactly("Hi", " there.");
    ChatCompletion answer = accumulator.chatCompletion();
    assertThat(answer.choices().get(0).message().content()).contains("Hi there.");
    assertThat(answer.model()).isEqualTo(SampleGateway.MODEL);
    assertThat(answer.usage().map(CompletionUsage::promptTokens)).contains(24L);
    assertThat(answer.usage().map(CompletionUsage::completionTokens)).contains(9L);
    assertThat(gateway.lastCharge()).isEqualTo(SampleGateway.PRICE_OF_AN_ANSWER);
  }

  @Test
  void reasoningIsAPropertyMore() {
    ChatCompletionCreateParams byEffort =
        asking(ScriptedModel.PUZZLE).reasoningEffort(ReasoningEffort.HIGH).build();
    ChatCompletionCreateParams byObject =
        asking(ScriptedModel.PUZZLE)
            .putAdditionalBodyProperty("reasoning", JsonValue.from(Map.of("effort", "high")))
            .build();
    for (ChatCompletionCreateParams question : List.of(byEffort, byObject)) {
      ChatCompletionMessage message =
          client.chat().completions().create(question).choices().get(0).message();

      assertThat(message.content()).contains("42");
      assertThat(message._allProperties())
          .containsEntry("reasoning", JsonValue.from("Six sevens are 42."));
    }
  }

  @Test
  void reasoningIsStreamedBeforeTheText() {
    List<String> pieces = new ArrayList<>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(
                asking(ScriptedModel.PUZZLE).reasoningEffort(ReasoningEffort.HIGH).build())) {
      stream.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .map(ChatCompletionChunk.Choice::delta)
          .forEach(
              delta -> {
                JsonValue reasoning = delta._allProperties().get("reasoning");
                if (reasoning != null) {
                  pieces.add(reasoning.asStringOrThrow());
                }
                delta.content().filter(text -> !text.isEmpty()).ifPresent(pieces::add);
              });
    }

    assertThat(pieces).containsExactly("Six", " sevens", " are", " 42.", "42");
  }

  @Test
  void modelsAreListedWithTheirPrices() {
    List<Model> models = client.models().list().data();

    assertThat(models).extracting(Model::id).contains("stansa-4.0", SampleGateway.MODEL);
    assertThat(client.models().retrieve("stansa-4.0")._allProperties().get("pricing"))
        .isEqualTo(JsonValue.from(Map.of("prompt", "0.00000375", "completion", "0.000017")));
    assertThat(client.models().retrieve("test/fractions").id()).isEqualTo("test/fractions");
  }

  @Test
  void providerGetsOurKeyAndItsOwnModelNameAlone() {
    client.chat().completions().create(asking(ScriptedModel.HELLO).build());

    List<ReceivedRequest> requests = gateway.requests();
    ReceivedRequest received = requests.get(requests.size() - 1);
    assertThat(received.header("Authorization"))
        .containsExactly("Bearer " + LiveSetup.PROVIDER_KEY);
    assertThat(received.body()).contains("\"model\":\"provider-c\"");
    assertThat(received.headers().toString() + received.body())
        .doesNotContain(gateway.key())
        .doesNotContainIgnoringCase("x-stainless")
        .doesNotContain(SampleGateway.MODEL);
  }
}
