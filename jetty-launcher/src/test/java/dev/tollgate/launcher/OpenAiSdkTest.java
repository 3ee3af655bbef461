package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.models.Model;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The official Java SDK against the whole gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiSdkTest {

  private final ScriptedProvider provider = ScriptedProvider.start();
  private LiveGateway gateway;
  private Customer customer;
  private OpenAIClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    gateway = LiveSetup.of(folder, provider).start();
    customer = gateway.rich();
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.address() + "/v1")
            .apiKey(customer.key())
            .maxRetries(0)
            .timeout(Script.DEADLINE)
            .build();
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    gateway.close();
    provider.close();
  }

  private static ChatCompletionCreateParams.Builder question() {
    return ChatCompletionCreateParams.builder()
        .model("stansa-g4")
        .addSystemMessage("You are helpful.")
        .addUserMessage("Hello!")
        .maxCompletionTokens(100);
  }

  @Test
  void completionIsCreatedAndCharged() throws Exception {
    provider.next(ProviderAnswers.whole("Hi there.", 24, 9));

    ChatCompletion answer = client.chat().completions().create(question().build()).validate();

    assertThat(answer.id()).startsWith("chatcmpl-").isNotEqualTo("chatcmpl-provider");
    assertThat(answer.model()).isEqualTo("stansa-g4");
    assertThat(answer.choices()).hasSize(1);
    assertThat(answer.choices().get(0).message().content()).contains("Hi there.");
    assertThat(answer.choices().get(0).finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.usage().map(CompletionUsage::totalTokens)).contains(33L);
    // 24 × $1.75 and 9 × $6.50 a million.
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(100_500));
    gateway.checkBooks();
  }

  @Test
  void upstreamGetsOurKeyAndItsOwnModelNameAlone() throws Exception {
    provider.next(ProviderAnswers.whole("Hi.", 24, 9));

    client.chat().completions().create(question().build());

    ReceivedRequest received = provider.requests().get(provider.requests().size() - 1);
    assertThat(received.header("Authorization"))
        .containsExactly("Bearer " + LiveSetup.PROVIDER_KEY);
    assertThat(Answer.of(received.body()).text("model")).isEqualTo("provider-c");
    assertThat(received.headers().toString() + received.body())
        .doesNotContain(customer.key())
        .doesNotContainIgnoringCase("x-stainless")
        .doesNotContain("stansa-g4");
  }

  @Test
  void streamIsAccumulatedAndCharged() throws Exception {
    provider.next(ProviderAnswers.streamed(24, 9, "Hi", " there", "."));
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();

    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(question().build())) {
      stream.stream().peek(ChatCompletionChunk::validate).forEach(accumulator::accumulate);
    }

    ChatCompletion answer = accumulator.chatCompletion();
    assertThat(answer.choices().get(0).message().content()).contains("Hi there.");
    assertThat(answer.model()).isEqualTo("stansa-g4");
    assertThat(answer.usage().map(CompletionUsage::promptTokens)).contains(24L);
    assertThat(answer.usage().map(CompletionUsage::completionTokens)).contains(9L);
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(100_500));
    gateway.checkBooks();
  }

  @Test
  void toolCallIsPutTogetherFromItsPieces() throws Exception {
    provider.next(
        Script.stream()
            .event(
                ProviderAnswers.choice(
                    """
                    {"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1",\
                    "type":"function","function":{"name":"get_weather","arguments":""}}]}""",
                    "null"))
            .event(toolArguments("{\\\"city\\\":"))
            .event(toolArguments("\\\"Bern\\\"}"))
            .event(ProviderAnswers.finish("tool_calls"))
            .event(ProviderAnswers.usage(40, 12))
            .done());
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();

    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(question().addFunctionTool(weather()).build())) {
      stream.stream().forEach(accumulator::accumulate);
    }

    ChatCompletion.Choice choice = accumulator.chatCompletion().choices().get(0);
    assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    ChatCompletionMessageFunctionToolCall call =
        choice.message().toolCalls().orElseThrow().get(0).asFunction();
    assertThat(call.id()).isEqualTo("call_1");
    assertThat(call.function().name()).isEqualTo("get_weather");
    assertThat(call.function().arguments()).isEqualTo("{\"city\":\"Bern\"}");
    // 40 × $1.75 and 12 × $6.50 a million.
    assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(148_000));
  }

  private static String toolArguments(String piece) {
    return ProviderAnswers.choice(
        "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"%s\"}}]}".formatted(piece),
        "null");
  }

  private static FunctionDefinition weather() {
    return FunctionDefinition.builder()
        .name("get_weather")
        .parameters(
            FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty(
                    "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .build())
        .build();
  }

  @Test
  void modelsAreListedWithTheirPrices() {
    List<Model> models = client.models().list().data();

    assertThat(models)
        .extracting(Model::id)
        .startsWith(
            "gpt-4.1-unfiltered",
            "stansa-4.0",
            "stansa-g4",
            "gpt-4.1-mini-unfiltered",
            "stansa-d1-mini");
    assertThat(models.get(1)._allProperties().get("pricing"))
        .isEqualTo(JsonValue.from(Map.of("prompt", "0.00000375", "completion", "0.000017")));
    assertThat(client.models().retrieve("test/fractions").id()).isEqualTo("test/fractions");
  }
}
