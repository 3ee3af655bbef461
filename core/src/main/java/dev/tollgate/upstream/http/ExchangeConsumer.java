package dev.tollgate.upstream.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** The client's events, handed on to one exchange. */
final class ExchangeConsumer implements AsyncResponseConsumer<Void>, FutureCallback<Void> {

  private static final int MAX_INFORMATIONAL = 8;

  private final HttpExchange exchange;
  private @Nullable FutureCallback<Void> result;
  private int informational;
  private volatile boolean bodyComplete;

  ExchangeConsumer(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context)
      throws ProtocolException {
    if (++informational > MAX_INFORMATIONAL) {
      throw new ProtocolException("too many informational responses");
    }
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<Void> callback) {
    result = callback;
    exchange.head(
        new ResponseHead(
            response.getCode(),
            value(response, HttpHeaders.CONTENT_TYPE),
            value(response, HttpHeaders.RETRY_AFTER)));
    if (entity == null) {
      finishBody();
    }
  }

  private static @Nullable String value(HttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    // The window is never the bound, the gate of the connection is.
    channel.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer bytes) {
    exchange.data(bytes);
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    finishBody();
  }

  private void finishBody() {
    bodyComplete = true;
    exchange.bodyRead();
    FutureCallback<Void> callback = result;
    if (callback != null) {
      callback.completed(null);
    }
  }

  @Override
  public void releaseResources() {
    // Comes after the connection went back to the pool, so that whoever hears the end and asks
    // again finds it there.
    if (bodyComplete) {
      exchange.complete();
    }
  }

  @Override
  public void completed(@Nullable Void nothing) {}

  @Override
  public void failed(Exception cause) {
    exchange.broken(cause);
  }

  @Override
  public void cancelled() {
    exchange.broken(new CancellationException());
  }
}
