package dev.tollgate.upstream.http;

import dev.tollgate.upstream.ProviderKey;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamSettings;
import java.net.URI;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/**
 * One address that requests are posted to, with its own bounds and our key for it; thread-safe.
 *
 * <p>The key is bound to this origin: nothing of a request or an answer can send it elsewhere.
 */
public final class HttpDestination {

  private final HttpExchangeClient client;
  private final UpstreamSettings settings;
  private final HttpHost host;
  private final String path;
  private final List<Header> headers;
  private final Slots slots;

  HttpDestination(HttpExchangeClient client, UpstreamSettings settings, String suffix) {
    URI base = settings.baseUrl();
    String prefix = base.getRawPath() == null ? "" : base.getRawPath();
    this.client = client;
    this.settings = settings;
    this.host = new HttpHost(base.getScheme(), withoutBrackets(base.getHost()), base.getPort());
    this.path = (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + suffix;
    this.headers = headers(settings);
    this.slots = new Slots(settings.maxConcurrency(), settings.queue());
  }

  private static String withoutBrackets(String name) {
    return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
  }

  private static List<Header> headers(UpstreamSettings settings) {
    Header identity = new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    ProviderKey key = settings.apiKey();
    return key == null
        ? List.of(identity)
        : List.of(
            identity, new BasicHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key.value(), true));
  }

  /**
   * Posts a JSON body. Never blocks and never throws for what the upstream does: everything is told
   * to the listener, possibly before this returns, on the client's threads or, for a timeout, the
   * timer's.
   *
   * @param body not copied; nobody may change it
   * @param accept the value of the Accept header
   */
  public UpstreamCall post(byte[] body, String accept, ResponseEvents events) {
    HttpExchange exchange = new HttpExchange(this, accept, body, events);
    exchange.begin();
    return exchange;
  }

  void send(byte[] body, String accept, HttpExchange exchange) {
    BasicHttpRequest request = new BasicHttpRequest("POST", host, path);
    headers.forEach(request::addHeader);
    request.addHeader(HttpHeaders.ACCEPT, accept);
    client.execute(host, request, body, exchange);
  }

  HttpExchangeClient client() {
    return client;
  }

  UpstreamSettings settings() {
    return settings;
  }

  Slots slots() {
    return slots;
  }
}
