package dev.tollgate.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of any origin call. Keys travel in a header that no browser sends by itself, so an
 * open origin gives nothing away.
 */
final class CorsHeaders {

  private static final int MAX_ASKED_LENGTH = 2048;
  private static final String MAX_AGE_SECONDS = "7200";
  private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

  /** What scripts may read; a star does not cover what browsers hold back by default. */
  private static final String EXPOSED =
      String.join(
          ", ",
          "x-request-id",
          "retry-after",
          "x-should-retry",
          "x-ratelimit-limit-requests",
          "x-ratelimit-remaining-requests",
          "x-ratelimit-reset-requests",
          "x-ratelimit-limit-requests-day",
          "x-ratelimit-remaining-requests-day",
          "x-ratelimit-reset-requests-day");

  private CorsHeaders() {}

  /** Sets what every answer carries. */
  static void allow(HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Expose-Headers", EXPOSED);
  }

  /** Answers a preflight: 204, without a body. */
  static void answer(
      HttpServletRequest request, HttpServletResponse response, Set<String> methods) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Access-Control-Allow-Methods", list(methods));
    response.setHeader("Allow", list(methods));
    response.setHeader("Access-Control-Max-Age", MAX_AGE_SECONDS);
    String asked = request.getHeader("Access-Control-Request-Headers");
    if (isTokenList(asked)) {
      response.setHeader("Access-Control-Allow-Headers", asked);
    }
  }

  /** Those methods and OPTIONS, in a stable order. */
  static String list(Set<String> methods) {
    Set<String> sorted = new TreeSet<>(methods);
    sorted.add("OPTIONS");
    return String.join(", ", sorted);
  }

  /** True for header names between commas; anything else is not reflected. */
  private static boolean isTokenList(@Nullable String text) {
    if (text == null || text.isBlank() || text.length() > MAX_ASKED_LENGTH) {
      return false;
    }
    return text.chars()
        .allMatch(
            c ->
                c == ','
                    || c == ' '
                    || (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || TOKEN_SYMBOLS.indexOf(c) >= 0);
  }
}
