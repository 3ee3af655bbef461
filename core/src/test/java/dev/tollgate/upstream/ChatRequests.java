package dev.tollgate.upstream;

import dev.tollgate.chat.ChatJson;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Content;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.Sampling;
import dev.tollgate.chat.Tooling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Small requests for tests. */
public final class ChatRequests {

  private ChatRequests() {}

  /** One user message, answered whole. */
  public static UpstreamRequest whole(String text) {
    return request(text, false);
  }

  /** One user message, answered as a stream. */
  public static UpstreamRequest streamed(String text) {
    return request(text, true);
  }

  /**
   * What a caller's body asks for.
   *
   * @param body as the caller writes it, but with single quotes for double ones
   */
  public static UpstreamRequest read(String body, String model, long maxTokens) {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new UpstreamRequest(ChatJson.readRequest(json), model, maxTokens);
  }

  private static UpstreamRequest request(String text, boolean stream) {
    ChatRequest chat =
        new ChatRequest(
            "caller-model",
            List.of(new Message.User(new Content.Text(text))),
            stream,
            null,
            Sampling.DEFAULT,
            Tooling.NONE,
            null,
            null,
            Map.of(),
            text.length());
    return new UpstreamRequest(chat, "upstream-model", 100);
  }
}
