package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tools and structured outputs with OpenAI's own library for Java. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiJavaToolsTest {

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  @AutoClose
  private final OpenAIClient client =
      OpenAiJavaClients.client(gateway.baseUrl(), gateway.key()).build();

  /** The arguments of a tool; the library makes its schema of this class. */
  @JsonClassDescription("The weather in a city.")
  static final class GetWeather {
    @JsonPropertyDescription("The name of the city.")
    public String city = "";
  }

  /** What a structured answer says. */
  static final class Person {
    public String name = "";
    public int born;
  }

  private static ChatCompletionCreateParams.Builder asking(String question) {
    return ChatCompletionCreateParams.builder().model(SampleGateway.MODEL).addUserMessage(question);
  }

  private ChatCompletion whole(ChatCompletionCreateParams params) {
    return client.chat().completions().create(params).validate();
  }

  private ChatCompletion streamed(ChatCompletionCreateParams params) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  /** Lets the model call tools until it has an answer. */
  private static String answer(
      String question, Function<ChatCompletionCreateParams, ChatCompletion> ask) {
    ChatCompletionCreateParams.Builder talk = asking(question).addTool(GetWeather.class);
    for (int turn = 0; turn < 2; turn++) {
      ChatCompletion.Choice choice = ask.apply(talk.build()).choices().get(0);
      if (!choice.finishReason().equals(ChatCompletion.Choice.FinishReason.TOOL_CALLS)) {
        return choice.message().content().orElseThrow();
      }
      ChatCompletionMessage message = choice.message();
      talk.addMessage(message);
      for (ChatCompletionMessageToolCall item : message.toolCalls().orElseThrow()) {
        ChatCompletionMessageFunctionToolCall call = item.asFunction();
        assertThat(call.function().name()).isEqualTo("get_weather");
        String city = call.function().arguments(GetWeather.class).city;
        talk.addMessage(
            ChatCompletionToolMessageParam.builder()
                .toolCallId(call.id())
                .content(Weather.in(city))
                .build());
      }
    }
    throw new AssertionError("tool calls without end");
  }

  @Test
  void toolsAreCalledAndTheirResultsReachTheModel() {
    assertThat(answer(ScriptedModel.WEATHER, this::whole)).isEqualTo("Bern: 21");
    assertThat(answer(ScriptedModel.WEATHER, this::streamed)).isEqualTo("Bern: 21");
  }

  @Test
  void twoToolsAreCalledAtOnce() {
    assertThat(answer(ScriptedModel.TWO_WEATHERS, this::whole)).isEqualTo("Bern: 21, Rome: 29");
    assertThat(answer(ScriptedModel.TWO_WEATHERS, this::streamed)).isEqualTo("Bern: 21, Rome: 29");
  }

  @Test
  void aClassIsTheSchemaOfTheAnswer() {
    StructuredChatCompletionCreateParams<Person> question =
        asking(ScriptedModel.PERSON).responseFormat(Person.class).build();

    Person whole =
        client.chat().completions().create(question).choices().stream()
            .flatMap(choice -> choice.message().content().stream())
            .findFirst()
            .orElseThrow();

    assertThat(whole.name).isEqualTo("Ada Lovelace");
    assertThat(whole.born).isEqualTo(1815);
  }

  @Test
  void aClassIsTheSchemaOfAStream() {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(asking(ScriptedModel.PERSON).responseFormat(Person.class).build())) {
      stream.stream().forEach(accumulator::accumulate);
    }

    Person person =
        accumulator.chatCompletion(Person.class).choices().get(0).message().content().orElseThrow();

    assertThat(person.born).isEqualTo(1815);
  }

  @Test
  void aSchemaWrittenByHand() {
    Map<String, Object> schema =
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("name", Map.of("type", "string"), "born", Map.of("type", "integer")),
            "required",
            List.of("name", "born"),
            "additionalProperties",
            false);
    ResponseFormatJsonSchema.JsonSchema.Schema.Builder members =
        ResponseFormatJsonSchema.JsonSchema.Schema.builder();
    schema.forEach((name, value) -> members.putAdditionalProperty(name, JsonValue.from(value)));
    ResponseFormatJsonSchema format =
        ResponseFormatJsonSchema.builder()
            .jsonSchema(
                ResponseFormatJsonSchema.JsonSchema.builder()
                    .name("person")
                    .strict(true)
                    .schema(members.build())
                    .build())
            .build();

    ChatCompletion answer = whole(asking(ScriptedModel.PERSON).responseFormat(format).build());

    assertThat(answer.choices().get(0).message().content())
        .contains("{\"name\":\"Ada Lovelace\",\"born\":1815}");
  }

  @Test
  void jsonWithoutASchema() {
    ChatCompletion answer =
        whole(
            asking(ScriptedModel.PERSON)
                .responseFormat(ResponseFormatJsonObject.builder().build())
                .build());

    assertThat(answer.choices().get(0).message().content().orElseThrow()).startsWith("{");
  }
}
