package dev.tollgate.upstream.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * A JSON body that is let go of when it is sent: the client holds its producer until the answer's
 * end, and a long stream must not hold a long prompt.
 */
final class RequestBody implements AsyncEntityProducer {

  private final long length;
  private volatile @Nullable ByteBuffer rest;

  RequestBody(byte[] bytes) {
    this.length = bytes.length;
    this.rest = ByteBuffer.wrap(bytes);
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public String getContentType() {
    return "application/json";
  }

  @Override
  public long getContentLength() {
    return length;
  }

  @Override
  public @Nullable String getContentEncoding() {
    return null;
  }

  @Override
  public boolean isChunked() {
    return false;
  }

  @Override
  public Set<String> getTrailerNames() {
    return Set.of();
  }

  @Override
  public int available() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    ByteBuffer bytes = rest;
    if (bytes == null) {
      return;
    }
    if (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    if (!bytes.hasRemaining()) {
      rest = null;
      channel.endStream();
    }
  }

  @Override
  public void failed(Exception cause) {
    releaseResources();
  }

  @Override
  public void releaseResources() {
    rest = null;
  }
}
