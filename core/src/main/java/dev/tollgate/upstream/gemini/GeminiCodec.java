package dev.tollgate.upstream.gemini;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamRequest;
import dev.tollgate.upstream.codec.BadAnswer;
import dev.tollgate.upstream.codec.Codec;
import dev.tollgate.upstream.codec.EventReader;
import dev.tollgate.upstream.http.ApiHeaders;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gemini's generateContent and its stream; thread-safe. */
public final class GeminiCodec implements Codec {

  private static final ApiHeaders HEADERS = new ApiHeaders("x-goog-api-key", "", Map.of());
  private static final Pattern VERSIONED = Pattern.compile(".*/v1(?:beta|alpha)?");

  private final String root;

  /**
   * The words for the server at that address.
   *
   * @param baseUrl with or without the API's version at its end
   */
  public GeminiCodec(URI baseUrl) {
    String path = baseUrl.getPath();
    boolean versioned = path != null && VERSIONED.matcher(path).matches();
    this.root = versioned ? "/models/" : "/v1beta/models/";
  }

  @Override
  public ApiHeaders headers() {
    return HEADERS;
  }

  @Override
  public String path(UpstreamRequest request) {
    String model = root + URLEncoder.encode(request.model(), StandardCharsets.UTF_8);
    return model
        + (request.chat().stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
  }

  @Override
  public byte[] write(UpstreamRequest request) {
    return GeminiRequestJson.write(request);
  }

  @Override
  public ChatResponse read(byte[] body) throws BadAnswer {
    return GeminiAnswerJson.read(body);
  }

  @Override
  public EventReader events(Consumer<ChatChunk> out) {
    return new GeminiStreamJson(out);
  }

  @Override
  public UpstreamFailure failure(int status, byte @Nullable [] body, @Nullable Duration delay) {
    return GeminiErrors.ofStatus(status, body, delay);
  }
}
