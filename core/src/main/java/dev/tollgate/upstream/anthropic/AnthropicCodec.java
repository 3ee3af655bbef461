package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamRequest;
import dev.tollgate.upstream.codec.BadAnswer;
import dev.tollgate.upstream.codec.Codec;
import dev.tollgate.upstream.codec.EventReader;
import dev.tollgate.upstream.http.ApiHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API; thread-safe. */
public final class AnthropicCodec implements Codec {

  private static final ApiHeaders HEADERS =
      new ApiHeaders("x-api-key", "", Map.of("anthropic-version", "2023-06-01"));

  private static final String VERSION = "/v1";

  private final String path;

  /**
   * The words for the server at that address.
   *
   * @param baseUrl with or without the API's version at its end
   */
  public AnthropicCodec(URI baseUrl) {
    boolean versioned = baseUrl.getPath() != null && baseUrl.getPath().endsWith(VERSION);
    this.path = versioned ? "/messages" : VERSION + "/messages";
  }

  @Override
  public ApiHeaders headers() {
    return HEADERS;
  }

  @Override
  public String path(UpstreamRequest request) {
    return path;
  }

  @Override
  public byte[] write(UpstreamRequest request) {
    return AnthropicRequestJson.write(request);
  }

  @Override
  public ChatResponse read(byte[] body) throws BadAnswer {
    return AnthropicAnswerJson.read(body);
  }

  @Override
  public EventReader events(Consumer<ChatChunk> out) {
    return new AnthropicStreamJson(out);
  }

  @Override
  public UpstreamFailure failure(int status, byte @Nullable [] body, @Nullable Duration delay) {
    return AnthropicErrors.ofStatus(status, body, delay);
  }
}
