package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** LangChain4j, whose HTTP client asks for HTTP/2 with each request and takes HTTP/1.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LangChain4jTest {

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  private OpenAiChatModel.OpenAiChatModelBuilder model() {
    return LangChain4jModels.model(gateway.baseUrl(), gateway.key());
  }

  private OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder streamingModel() {
    return LangChain4jModels.streamingModel(gateway.baseUrl(), gateway.key());
  }

  private static ChatRequest asking(String question) {
    return ChatRequest.builder().messages(UserMessage.from(question)).build();
  }

  @Test
  void completionIsCreatedAndCharged() {
    check(model().build().chat(asking(ScriptedModel.HELLO)));

    assertThat(gateway.lastCharge()).isEqualTo(SampleGateway.PRICE_OF_AN_ANSWER);
  }

  private static void check(ChatResponse answer) {
    assertThat(answer.aiMessage().text()).isEqualTo("Hi there.");
    assertThat(answer.id()).startsWith("chatcmpl-");
    assertThat(answer.modelName()).isEqualTo(SampleGateway.MODEL);
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.tokenUsage().totalTokenCount()).isEqualTo(33);
  }

  @Test
  void completionIsStreamedAndCharged() throws Exception {
    StreamedAnswer answer = new StreamedAnswer();

    streamingModel().build().chat(asking(ScriptedModel.HELLO), answer);

    check(answer.await());
    assertThat(answer.pieces()).containsExactly("Hi", " there.");
    assertThat(gateway.lastCharge()).isEqualTo(SampleGateway.PRICE_OF_AN_ANSWER);
  }

  @Test
  void answerKeepsToASchema() throws Exception {
    JsonObjectSchema person =
        JsonObjectSchema.builder()
            .addStringProperty("name")
            .addIntegerProperty("born")
            .required("name", "born")
            .build();
    ResponseFormat format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder().name("person").rootElement(person).build())
            .build();
    ChatRequest question =
        ChatRequest.builder()
            .messages(UserMessage.from(ScriptedModel.PERSON))
            .responseFormat(format)
            .build();

    ChatResponse whole =
        model()
            .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
            .strictJsonSchema(true)
            .build()
            .chat(question);
    StreamedAnswer streamed = new StreamedAnswer();
    streamingModel().strictJsonSchema(true).build().chat(question, streamed);

    assertThat(whole.aiMessage().text()).isEqualTo("{\"name\":\"Ada Lovelace\",\"born\":1815}");
    assertThat(streamed.await().aiMessage().text()).isEqualTo(whole.aiMessage().text());
  }

  @Test
  void jsonWithoutASchema() {
    ChatRequest question =
        ChatRequest.builder()
            .messages(UserMessage.from(ScriptedModel.PERSON))
            .responseFormat(ResponseFormat.JSON)
            .build();

    assertThat(model().build().chat(question).aiMessage().text()).startsWith("{");
  }

  @Test
  void reasoningIsTheThinkingOfTheMessage() throws Exception {
    ChatResponse whole =
        model()
            .reasoningEffort("high")
            .returnThinking(true)
            .build()
            .chat(asking(ScriptedModel.PUZZLE));
    StreamedAnswer streamed = new StreamedAnswer();
    streamingModel()
        .reasoningEffort("high")
        .returnThinking(true)
        .build()
        .chat(asking(ScriptedModel.PUZZLE), streamed);

    assertThat(whole.aiMessage().thinking()).isEqualTo("Six sevens are 42.");
    assertThat(whole.aiMessage().text()).isEqualTo("42");
    assertThat(streamed.await().aiMessage().thinking()).isEqualTo("Six sevens are 42.");
    assertThat(streamed.await().aiMessage().text()).isEqualTo("42");
  }

  @Test
  void thinkingSentBackDoesNoHarm() {
    OpenAiChatModel model =
        model().reasoningEffort("high").returnThinking(true).sendThinking(true).build();
    ChatResponse first = model.chat(asking(ScriptedModel.PUZZLE));

    ChatResponse second =
        model.chat(
            UserMessage.from(ScriptedModel.PUZZLE),
            first.aiMessage(),
            UserMessage.from(ScriptedModel.HELLO));

    assertThat(second.aiMessage().text()).isEqualTo("Hi there.");
  }

  @Test
  void modelsAreListed() {
    OpenAiModelCatalog catalog =
        OpenAiModelCatalog.builder().baseUrl(gateway.baseUrl()).apiKey(gateway.key()).build();

    assertThat(catalog.listModels()).extracting(model -> model.name()).contains("stansa-g4");
  }
}
