package dev.tollgate.samples.clients;

import dev.tollgate.upstream.Script;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.RestClient;

/** How a program without Spring Boot sets Spring AI up. */
final class SpringAiModels {

  private SpringAiModels() {}

  static OpenAiChatModel model(String baseUrl, String key) {
    OpenAiApi api =
        OpenAiApi.builder()
            .baseUrl(baseUrl)
            .completionsPath("/chat/completions")
            .apiKey(key)
            // Apache's client, which Spring takes where it is there, waits out any Retry-After by
            // itself: with a full day, until midnight.
            .restClientBuilder(RestClient.builder().requestFactory(requests()))
            .build();
    return OpenAiChatModel.builder()
        .openAiApi(api)
        .defaultOptions(OpenAiChatOptions.builder().model(SampleGateway.MODEL).build())
        // The default waits minutes, over ten attempts.
        .retryTemplate(RetryTemplate.builder().maxAttempts(1).build())
        .build();
  }

  private static JdkClientHttpRequestFactory requests() {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(Script.DEADLINE);
    return requests;
  }
}
