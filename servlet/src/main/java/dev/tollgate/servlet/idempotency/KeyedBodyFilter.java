package dev.tollgate.servlet.idempotency;

import dev.tollgate.idempotency.Fingerprint;
import dev.tollgate.idempotency.IdempotencyKey;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.KeyedBody;
import dev.tollgate.servlet.http.RequestAttributes;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request with an {@code Idempotency-Key} ahead, for {@link IdempotencyFilter}
 * before somebody else's servlet, which finds the body as if nobody had read it. Any other request
 * passes untouched. To be mapped for REQUEST and ASYNC. Thread-safe.
 */
public final class KeyedBodyFilter implements Filter {

  private static final String ATTRIBUTE = "dev.tollgate.bodyAhead";

  private final int maxBody;
  private final ErrorWriter errors;

  /** A filter that reads no more than that many bytes; a larger body with a key is a 413. */
  public KeyedBodyFilter(int maxBody, ErrorWriter errors) {
    this.maxBody = maxBody;
    this.errors = Objects.requireNonNull(errors);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest in = (HttpServletRequest) request;
    if (in.getHeader(IdempotencyKey.HEADER) == null) {
      chain.doFilter(request, response);
      return;
    }
    if (isForm(in.getContentType())) {
      // The container reads parameters from the body, which is read here.
      errors.write(
          (HttpServletResponse) response,
          Refusal.of(
              RefusalKind.UNSUPPORTED_MEDIA_TYPE,
              "A form takes no " + IdempotencyKey.HEADER + "; send JSON or leave the key out."));
      return;
    }
    byte[] body;
    if (in.getAttribute(ATTRIBUTE) instanceof byte[] read) {
      body = read;
    } else {
      body = in.getInputStream().readNBytes(maxBody + 1);
      if (body.length > maxBody) {
        errors.write(
            (HttpServletResponse) response,
            Refusal.of(
                RefusalKind.REQUEST_TOO_LARGE, "The body is larger than " + maxBody + " bytes."));
        return;
      }
      in.setAttribute(ATTRIBUTE, body);
      in.setAttribute(RequestAttributes.KEYED_BODY, new KeyedBody(Fingerprint.of(body), false));
    }
    chain.doFilter(new ReadRequest(in, body), response);
  }

  private static boolean isForm(@Nullable String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/");
  }
}
