package dev.tollgate.samples.clients;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.tollgate.upstream.Script;

/** How a program sets OpenAI's own library for Java up. */
final class OpenAiJavaClients {

  private OpenAiJavaClients() {}

  /** A client that shows each failure, instead of trying again. */
  static OpenAIOkHttpClient.Builder client(String baseUrl, String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(baseUrl)
        .apiKey(key)
        .maxRetries(0)
        .timeout(Script.DEADLINE);
  }
}
