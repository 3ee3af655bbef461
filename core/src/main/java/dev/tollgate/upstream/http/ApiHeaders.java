package dev.tollgate.upstream.http;

import java.util.Map;

/**
 * The headers of a request that differ from API to API.
 *
 * @param keyName the header that carries our key
 * @param keyPrefix what stands before the key in it; may be empty
 * @param others further headers, the same for all requests
 */
public record ApiHeaders(String keyName, String keyPrefix, Map<String, String> others) {

  /** {@code Authorization: Bearer} and nothing else. */
  public static final ApiHeaders BEARER = new ApiHeaders("Authorization", "Bearer ", Map.of());

  public ApiHeaders {
    others = Map.copyOf(others);
  }
}
