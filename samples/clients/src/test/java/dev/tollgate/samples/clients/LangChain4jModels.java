package dev.tollgate.samples.clients;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.tollgate.upstream.Script;

/** How a program sets LangChain4j up. */
final class LangChain4jModels {

  private LangChain4jModels() {}

  /** A model that shows each failure, instead of trying again. */
  static OpenAiChatModel.OpenAiChatModelBuilder model(String baseUrl, String key) {
    return OpenAiChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(key)
        .modelName(SampleGateway.MODEL)
        .maxRetries(0)
        .timeout(Script.DEADLINE);
  }

  /** The same for streams, which the library never tries again. */
  static OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder streamingModel(
      String baseUrl, String key) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(baseUrl)
        .apiKey(key)
        .modelName(SampleGateway.MODEL)
        .timeout(Script.DEADLINE);
  }
}
