package dev.tollgate.launcher.readme;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.PrintStream;

/** The README's call with OpenAI's own SDK. */
final class OpenAiCall {

  private OpenAiCall() {}

  static void run(String baseUrl, String key, PrintStream out) {
    // The README shows from here.
    OpenAIClient client = OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey(key).build();
    ChatCompletionCreateParams question =
        ChatCompletionCreateParams.builder().model("stansa-g4").addUserMessage("Hello!").build();
    try (var stream = client.chat().completions().createStreaming(question)) {
      stream.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .forEach(out::print);
    }
    // The README shows to here.
    client.close();
  }
}
