package dev.tollgate.upstream.codec;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamRequest;
import dev.tollgate.upstream.http.ApiHeaders;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The words of one provider's API: how a request is written and an answer is read. Thread-safe.
 *
 * <p>What it reads is untrusted: a shape that it does not know is a {@link BadAnswer}, and nothing
 * of it is ever quoted.
 */
public interface Codec {

  /** The headers that the API wants. */
  ApiHeaders headers();

  /** Where below the base URL a request goes; begins with a slash. */
  String path(UpstreamRequest request);

  /** The body of a request, as UTF-8. */
  byte[] write(UpstreamRequest request);

  /** Reads a whole answer. */
  ChatResponse read(byte[] body) throws BadAnswer;

  /** A reader for one streamed answer, which tells each part as soon as it is there. */
  EventReader events(Consumer<ChatChunk> out);

  /**
   * What an error means.
   *
   * @param status any but 2xx
   * @param body what came with it, or null when it is too long or broke off
   * @param delay what the Retry-After header asks for, or null
   */
  UpstreamFailure failure(int status, byte @Nullable [] body, @Nullable Duration delay);
}
