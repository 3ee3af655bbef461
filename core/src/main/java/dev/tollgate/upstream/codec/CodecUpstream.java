package dev.tollgate.upstream.codec;

import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Draining;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamRequest;
import dev.tollgate.upstream.UpstreamSettings;
import dev.tollgate.upstream.http.HttpDestination;
import dev.tollgate.upstream.http.HttpExchangeClient;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** An upstream behind HTTP, whichever API it speaks; thread-safe. */
public final class CodecUpstream implements Upstream {

  private final String id;
  private final Codec codec;
  private final HttpDestination destination;
  private final @Nullable Draining draining;
  private final InstantSource clock;

  /**
   * An upstream below its base URL.
   *
   * @param codec the API that it speaks
   * @param clock for a Retry-After that is a date
   */
  public CodecUpstream(
      UpstreamSettings settings, Codec codec, HttpExchangeClient client, InstantSource clock) {
    this.id = settings.id();
    this.codec = codec;
    this.destination = client.destination(settings, codec.headers());
    this.draining = settings.draining();
    this.clock = clock;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public UpstreamCall call(UpstreamRequest request, AnswerListener listener) {
    CodecCall call = new CodecCall(codec, listener, request.chat().stream(), draining, clock);
    call.send(destination, request);
    return call;
  }
}
