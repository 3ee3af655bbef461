package dev.tollgate.upstream.openai;

import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamRequest;
import dev.tollgate.upstream.UpstreamSettings;
import dev.tollgate.upstream.http.HttpDestination;
import dev.tollgate.upstream.http.HttpExchangeClient;
import java.time.InstantSource;

/** Any server of OpenAI's chat completions; thread-safe. */
public final class OpenAiUpstream implements Upstream {

  private final String id;
  private final HttpDestination destination;
  private final OpenAiRequestJson requests;
  private final InstantSource clock;

  /**
   * An upstream at {@code <base URL>/chat/completions}.
   *
   * @param clock for a Retry-After that is a date
   */
  public OpenAiUpstream(UpstreamSettings settings, HttpExchangeClient client, InstantSource clock) {
    this.id = settings.id();
    this.destination = client.destination(settings, "/chat/completions");
    this.requests = new OpenAiRequestJson(OpenAiDialect.of(settings.baseUrl()));
    this.clock = clock;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public UpstreamCall call(UpstreamRequest request, AnswerListener listener) {
    OpenAiCall call = new OpenAiCall(listener, request.chat().stream(), clock);
    call.send(destination, requests.write(request));
    return call;
  }
}
