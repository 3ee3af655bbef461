package dev.tollgate.upstream.codec;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the statuses of HTTP mean, at all providers alike. */
public final class StatusMeaning {

  private StatusMeaning() {}

  /** The kind of failure behind a status that is no success. */
  public static Kind kind(int status) {
    return switch (status) {
      case 401, 403 -> Kind.CREDENTIAL_REFUSED;
      case 402 -> Kind.ACCOUNT_EMPTY;
      case 404 -> Kind.UNKNOWN_MODEL;
      case 408, 425 -> Kind.REQUEST_TIMEOUT;
      case 413 -> Kind.REQUEST_TOO_LARGE;
      case 429 -> Kind.RATE_LIMITED;
      default -> {
        if (status >= 400 && status < 500) {
          yield Kind.REQUEST_REFUSED;
        }
        yield status >= 500 ? Kind.SERVER_ERROR : Kind.BAD_ANSWER;
      }
    };
  }

  /** True where a body may say more than the status: the request was refused for some reason. */
  public static boolean isOpen(int status) {
    return status == 403 || kind(status) == Kind.REQUEST_REFUSED;
  }

  /**
   * The failure with that status.
   *
   * @param delay what the upstream asked us to wait, or null; only kept where it makes sense
   */
  public static UpstreamFailure failure(int status, Kind kind, @Nullable Duration delay) {
    boolean mayAskForWait = status == 429 || status == 503;
    return new UpstreamFailure(kind, "HTTP " + status, mayAskForWait ? delay : null);
  }
}
