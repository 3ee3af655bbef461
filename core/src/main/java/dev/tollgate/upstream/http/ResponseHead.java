package dev.tollgate.upstream.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What we read of an answer's head; every other header of an upstream is dropped.
 *
 * @param status 200 to 599, or whatever three digits the upstream sent
 * @param contentType the raw header, or null
 * @param retryAfter the raw header, or null
 */
public record ResponseHead(int status, @Nullable String contentType, @Nullable String retryAfter) {

  /** True for 2xx. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** The media type in lower case without its parameters; empty when there is none. */
  public String mediaType() {
    if (contentType == null) {
      return "";
    }
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
