package dev.tollgate.upstream.http;

import dev.tollgate.upstream.ProviderKey;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;

/**
 * One server that requests are posted to, with its own bounds and our key for it; thread-safe.
 *
 * <p>The key is bound to this origin: nothing of a request or an answer can send it elsewhere.
 */
public final class HttpDestination {

  private final HttpExchangeClient client;
  private final UpstreamSettings settings;
  private final HttpHost host;
  private final String prefix;
  private final List<Header> headers;
  private final Slots slots;

  HttpDestination(HttpExchangeClient client, UpstreamSettings settings, ApiHeaders api) {
    URI base = settings.baseUrl();
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    this.client = client;
    this.settings = settings;
    this.host = new HttpHost(base.getScheme(), withoutBrackets(base.getHost()), base.getPort());
    this.prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    this.headers = headers(settings, api);
    this.slots = new Slots(settings.maxConcurrency(), settings.queue());
  }

  private static String withoutBrackets(String name) {
    return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
  }

  private static List<Header> headers(UpstreamSettings settings, ApiHeaders api) {
    List<Header> headers = new ArrayList<>();
    headers.add(new BasicHeader(HttpHeaders.ACCEPT_ENCODING, "identity"));
    api.others().forEach((name, value) -> headers.add(new BasicHeader(name, value)));
    ProviderKey key = settings.apiKey();
    if (key != null) {
      headers.add(new BasicHeader(api.keyName(), api.keyPrefix() + key.value(), true));
    }
    return List.copyOf(headers);
  }

  /**
   * Posts a JSON body. Never blocks and never throws for what the upstream does: everything is told
   * to the listener, possibly before this returns, on the client's threads or, for a timeout, the
   * timer's.
   *
   * @param path below the base URL; begins with a slash
   * @param body not copied; nobody may change it
   * @param accept the value of the Accept header
   */
  public UpstreamCall post(String path, byte[] body, String accept, ResponseEvents events) {
    BasicHttpRequest head = new BasicHttpRequest("POST", host, prefix + path);
    headers.forEach(head::addHeader);
    head.addHeader(HttpHeaders.ACCEPT, accept);
    HttpExchange exchange = new HttpExchange(this, head, body, events);
    exchange.begin();
    return exchange;
  }

  void send(HttpRequest head, byte[] body, HttpExchange exchange) {
    client.execute(host, head, body, exchange);
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
