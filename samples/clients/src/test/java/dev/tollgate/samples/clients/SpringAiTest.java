package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.converter.BeanOutputConverter;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.ResponseFormat;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;

/** Spring AI, which sends chunked bodies and takes one tool call a chunk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpringAiTest {

  private static final ToolCallback GET_WEATHER =
      FunctionToolCallback.builder("get_weather", (City asked) -> Weather.in(asked.city()))
          .description("The weather in a city.")
          .inputType(City.class)
          .build();

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();
  private final OpenAiChatModel model = SpringAiModels.model(gateway.baseUrl(), gateway.key());

  /** The arguments of the tool. */
  record City(String city) {}

  /** What a structured answer says. */
  record Person(String name, int born) {}

  private static OpenAiChatOptions.Builder options() {
    return OpenAiChatOptions.builder().model(SampleGateway.MODEL);
  }

  private ChatResponse whole(String question, OpenAiChatOptions options) {
    return model.call(new Prompt(question, options));
  }

  /** The answer put together by Spring's own means. */
  private ChatResponse streamed(String question, OpenAiChatOptions options) {
    AtomicReference<ChatResponse> whole = new AtomicReference<>();
    new MessageAggregator()
        .aggregate(model.stream(new Prompt(question, options)), whole::set)
        .blockLast(Script.DEADLINE);
    return Objects.requireNonNull(whole.get());
  }

  private List<ChatResponse> chunks(String question, OpenAiChatOptions options) {
    return Objects.requireNonNull(
        model.stream(new Prompt(question, options)).collectList().block(Script.DEADLINE));
  }

  private static String text(ChatResponse answer) {
    return String.valueOf(answer.getResult().getOutput().getText());
  }

  @Test
  void completionIsCreatedAndCharged() {
    ChatResponse answer = whole(ScriptedModel.HELLO, options().build());

    assertThat(text(answer)).isEqualTo("Hi there.");
    assertThat(answer.getMetadata().getId()).startsWith("chatcmpl-");
    assertThat(answer.getMetadata().getModel()).isEqualTo(SampleGateway.MODEL);
    assertThat(answer.getMetadata().getUsage().getTotalTokens()).isEqualTo(33);
    assertThat(answer.getMetadata().getRateLimit().getRequestsRemaining()).isPositive();
    assertThat(answer.getResult().getMetadata().getFinishReason()).isEqualTo("STOP");
    assertThat(gateway.lastCharge()).isEqualTo(SampleGateway.PRICE_OF_AN_ANSWER);
  }

  @Test
  void completionIsStreamedAndCharged() {
    List<ChatResponse> chunks = chunks(ScriptedModel.HELLO, options().streamUsage(true).build());

    assertThat(
            chunks.stream()
                .flatMap(chunk -> chunk.getResults().stream())
                .map(result -> result.getOutput().getText())
                .filter(text -> text != null && !text.isEmpty()))
        .containsExactly("Hi", " there.");
    assertThat(chunks)
        .anyMatch(
            chunk -> Integer.valueOf(33).equals(chunk.getMetadata().getUsage().getTotalTokens()));
    assertThat(gateway.lastCharge()).isEqualTo(SampleGateway.PRICE_OF_AN_ANSWER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          What is the weather in Bern?             | Bern: 21
          What is the weather in Bern and in Rome? | Bern: 21, Rome: 29
          """)
  void toolsAreRunAndTheirResultsReachTheModel(String question, String answer) {
    OpenAiChatOptions options = options().toolCallbacks(GET_WEATHER).build();

    assertThat(text(whole(question, options))).isEqualTo(answer);
    assertThat(text(streamed(question, options))).isEqualTo(answer);
  }

  @Test
  void aRecordIsTheSchemaOfTheAnswer() {
    BeanOutputConverter<Person> converter = new BeanOutputConverter<>(Person.class);
    OpenAiChatOptions options =
        options()
            .responseFormat(
                ResponseFormat.builder()
                    .type(ResponseFormat.Type.JSON_SCHEMA)
                    .jsonSchema(converter.getJsonSchema())
                    .build())
            .build();

    Person ada = new Person("Ada Lovelace", 1815);
    assertThat(converter.convert(text(whole(ScriptedModel.PERSON, options)))).isEqualTo(ada);
    assertThat(converter.convert(text(streamed(ScriptedModel.PERSON, options)))).isEqualTo(ada);
  }

  @Test
  void jsonWithoutASchema() {
    ResponseFormat json = ResponseFormat.builder().type(ResponseFormat.Type.JSON_OBJECT).build();

    assertThat(text(whole(ScriptedModel.PERSON, options().responseFormat(json).build())))
        .startsWith("{");
  }

  @Test
  void reasoningIsInTheMetadataOfAStream() {
    OpenAiChatOptions options = options().reasoningEffort("high").build();

    List<ChatResponse> chunks = chunks(ScriptedModel.PUZZLE, options);

    // Of a whole answer this version of Spring AI drops the reasoning.
    assertThat(text(whole(ScriptedModel.PUZZLE, options))).isEqualTo("42");
    assertThat(chunks.stream().map(SpringAiTest::reasoning).filter(text -> !text.isEmpty()))
        .containsExactly("Six", " sevens", " are", " 42.");
  }

  private static String reasoning(ChatResponse answer) {
    if (answer.getResult() == null) {
      return "";
    }
    Object reasoning = answer.getResult().getOutput().getMetadata().get("reasoningContent");
    return reasoning == null ? "" : reasoning.toString();
  }
}
