package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tools with LangChain4j. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LangChain4jToolsTest {

  private static final ToolSpecification GET_WEATHER =
      ToolSpecification.builder()
          .name("get_weather")
          .description("The weather in a city.")
          .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
          .build();

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  /** A model asked in one of its two ways. */
  @FunctionalInterface
  private interface Model {
    ChatResponse chat(ChatRequest request) throws Exception;
  }

  private ChatResponse whole(ChatRequest request) {
    return LangChain4jModels.model(gateway.baseUrl(), gateway.key()).build().chat(request);
  }

  private ChatResponse streamed(ChatRequest request) throws Exception {
    StreamedAnswer answer = new StreamedAnswer();
    LangChain4jModels.streamingModel(gateway.baseUrl(), gateway.key())
        .build()
        .chat(request, answer);
    return answer.await();
  }

  private static String answer(String question, Model model) throws Exception {
    List<ChatMessage> messages = new ArrayList<>(List.of(UserMessage.from(question)));
    AiMessage asked = ask(model, messages, FinishReason.TOOL_EXECUTION);
    messages.add(asked);
    for (ToolExecutionRequest call : asked.toolExecutionRequests()) {
      assertThat(call.name()).isEqualTo("get_weather");
      String city = call.arguments().replaceAll(".*: *\"|\"}", "");
      messages.add(ToolExecutionResultMessage.from(call, Weather.in(city)));
    }
    return ask(model, messages, FinishReason.STOP).text();
  }

  private static AiMessage ask(Model model, List<ChatMessage> messages, FinishReason expected)
      throws Exception {
    ChatResponse response =
        model.chat(
            ChatRequest.builder()
                .messages(List.copyOf(messages))
                .toolSpecifications(GET_WEATHER)
                .build());
    assertThat(response.finishReason()).isEqualTo(expected);
    return response.aiMessage();
  }

  @Test
  void toolsAreCalledAndTheirResultsReachTheModel() throws Exception {
    assertThat(answer(ScriptedModel.WEATHER, this::whole)).isEqualTo("Bern: 21");
    assertThat(answer(ScriptedModel.WEATHER, this::streamed)).isEqualTo("Bern: 21");
  }

  @Test
  void twoToolsAreCalledAtOnce() throws Exception {
    assertThat(answer(ScriptedModel.TWO_WEATHERS, this::whole)).isEqualTo("Bern: 21, Rome: 29");
    assertThat(answer(ScriptedModel.TWO_WEATHERS, this::streamed)).isEqualTo("Bern: 21, Rome: 29");
  }
}
