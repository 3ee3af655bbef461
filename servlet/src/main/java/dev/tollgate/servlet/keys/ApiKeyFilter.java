package dev.tollgate.servlet.keys;

import dev.tollgate.keys.Authenticator;
import dev.tollgate.keys.Caller;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.BearerCredential;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.RequestAttributes;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets requests with a valid API key pass and leaves their caller behind; all others get the same
 * 401, so that it never tells what was wrong with a key. Thread-safe.
 *
 * <p>The header is taken as it stands: exactly one, {@code Bearer} in any case, spaces, visible
 * ASCII. What is not of that form is no key, because each form that two parsers read differently is
 * a way around one of them.
 */
public final class ApiKeyFilter implements Filter {

  private static final int MAX_LENGTH = 512;
  private static final String MESSAGE =
      "A valid API key is required, as the header 'Authorization: Bearer <key>'.";

  private final Authenticator authenticator;
  private final ErrorWriter errors;

  /** A filter for keys that the authenticator knows. */
  public ApiKeyFilter(Authenticator authenticator, ErrorWriter errors) {
    this.authenticator = Objects.requireNonNull(authenticator);
    this.errors = Objects.requireNonNull(errors);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Caller> caller;
    try {
      caller = credential((HttpServletRequest) request).flatMap(authenticator::authenticate);
    } catch (Refusal refusal) {
      errors.write((HttpServletResponse) response, refusal);
      return;
    }
    if (caller.isEmpty()) {
      errors.write((HttpServletResponse) response, Refusal.of(RefusalKind.UNAUTHORIZED, MESSAGE));
      return;
    }
    request.setAttribute(RequestAttributes.CALLER, caller.get());
    chain.doFilter(request, response);
  }

  private static Optional<String> credential(HttpServletRequest request) {
    return BearerCredential.of(request)
        .filter(
            credential ->
                credential.length() <= MAX_LENGTH
                    && credential.chars().allMatch(c -> c > ' ' && c < 127));
  }
}
