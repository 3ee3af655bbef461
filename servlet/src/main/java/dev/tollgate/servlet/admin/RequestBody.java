package dev.tollgate.servlet.admin;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, once, as one JSON object of at most 64 KiB. */
final class RequestBody {

  static final int MAX_BYTES = 64 * 1024;

  private static final int DRAINED_BYTES = 1024 * 1024;
  private static final Duration DRAINED_FOR = Duration.ofSeconds(2);

  private final HttpServletRequest request;
  private final InstantSource clock;

  RequestBody(HttpServletRequest request, InstantSource clock) {
    this.request = request;
    this.clock = clock;
  }

  /**
   * The object.
   *
   * @throws Refusal when there is none: wrong content type, too large, or malformed
   * @throws IOException when the caller is gone
   */
  Json.Obj object() throws IOException {
    if (!isJson(request.getHeader("Content-Type")) || isCompressed()) {
      throw Refusal.of(
          RefusalKind.UNSUPPORTED_MEDIA_TYPE,
          "The body must be application/json and not compressed.");
    }
    try {
      if (StrictJson.read(bytes()) instanceof Json.Obj object) {
        return object;
      }
    } catch (MalformedJson e) {
      throw Refusal.of(
          RefusalKind.INVALID_REQUEST, "The body must be a JSON object: " + e.getMessage() + ".");
    }
    throw Refusal.of(RefusalKind.INVALID_REQUEST, "The body must be a JSON object.");
  }

  private static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  private boolean isCompressed() {
    String encoding = request.getHeader("Content-Encoding");
    return encoding != null && !encoding.equalsIgnoreCase("identity");
  }

  private byte[] bytes() throws IOException {
    InputStream in = request.getInputStream();
    try {
      if (request.getContentLengthLong() <= MAX_BYTES) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length <= MAX_BYTES) {
          return bytes;
        }
      }
      drain(in);
    } catch (IOException e) {
      throw Refusal.of(
          RefusalKind.INVALID_REQUEST, "The body ended early, or its framing is not valid.");
    }
    throw Refusal.of(
        RefusalKind.REQUEST_TOO_LARGE, "The body must be at most " + MAX_BYTES + " bytes.");
  }

  // A caller who is still sending would lose the answer to a connection reset.
  private void drain(InputStream in) throws IOException {
    Instant end = clock.instant().plus(DRAINED_FOR);
    byte[] chunk = new byte[8192];
    long drained = 0;
    int read = 0;
    while (read >= 0 && drained < DRAINED_BYTES && clock.instant().isBefore(end)) {
      read = in.read(chunk);
      drained += read;
    }
  }
}
