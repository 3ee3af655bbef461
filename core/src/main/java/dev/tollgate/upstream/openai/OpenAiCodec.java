package dev.tollgate.upstream.openai;

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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions, as any server of that API speaks them; thread-safe. */
public final class OpenAiCodec implements Codec {

  private final OpenAiRequestJson requests;

  /** The words for the server at that address. */
  public OpenAiCodec(URI baseUrl) {
    this.requests = new OpenAiRequestJson(OpenAiDialect.of(baseUrl));
  }

  @Override
  public ApiHeaders headers() {
    return ApiHeaders.BEARER;
  }

  @Override
  public String path(UpstreamRequest request) {
    return "/chat/completions";
  }

  @Override
  public byte[] write(UpstreamRequest request) {
    return requests.write(request);
  }

  @Override
  public ChatResponse read(byte[] body) throws BadAnswer {
    return OpenAiAnswerJson.read(body);
  }

  @Override
  public EventReader events(Consumer<ChatChunk> out) {
    return new OpenAiStreamJson(out);
  }

  @Override
  public UpstreamFailure failure(int status, byte @Nullable [] body, @Nullable Duration delay) {
    return OpenAiErrors.ofStatus(status, body, delay);
  }
}
