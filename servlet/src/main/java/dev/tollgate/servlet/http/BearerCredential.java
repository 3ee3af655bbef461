package dev.tollgate.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;

/**
 * Reads a request's {@code Authorization} header as RFC 9110 writes it: {@code Bearer} in any case,
 * one space or more, and a credential, which is neither trimmed nor normalised. Stateless.
 */
public final class BearerCredential {

  private static final String SCHEME = "Bearer ";

  private BearerCredential() {}

  /** The credential; empty unless there is exactly one header and it is of that form. */
  public static Optional<String> of(HttpServletRequest request) {
    Enumeration<String> headers = request.getHeaders("Authorization");
    if (headers == null || !headers.hasMoreElements()) {
      return Optional.empty();
    }
    String header = headers.nextElement();
    // Two headers may mean two parties who read different ones, so neither counts.
    if (headers.hasMoreElements() || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    int start = SCHEME.length();
    while (start < header.length() && header.charAt(start) == ' ') {
      start++;
    }
    return start == header.length() ? Optional.empty() : Optional.of(header.substring(start));
  }
}
