package dev.tollgate.gateway;

import dev.tollgate.upstream.UpstreamFailure;
import java.util.Locale;
import java.util.Optional;

/** What an operator ought to look at, since it does not pass by itself or costs him money. */
public enum Alarm {
  /** The upstream does not take our key. */
  CREDENTIAL_REFUSED,
  /** The upstream says that our account is empty. */
  ACCOUNT_EMPTY,
  /** The upstream does not know the model that a route names. */
  UNKNOWN_MODEL,
  /** The answer went on beyond the most tokens that it was asked for. */
  CAP_IGNORED,
  /** The usage that the upstream reported can't be. */
  USAGE_ABSURD,
  /** Streams of one account broke off more than 20 times within an hour. */
  STREAMS_BREAK;

  /** The alarm that such a failure is, if it is one. */
  static Optional<Alarm> of(UpstreamFailure.Kind failure) {
    return switch (failure) {
      case CREDENTIAL_REFUSED -> Optional.of(CREDENTIAL_REFUSED);
      case ACCOUNT_EMPTY -> Optional.of(ACCOUNT_EMPTY);
      case UNKNOWN_MODEL -> Optional.of(UNKNOWN_MODEL);
      default -> Optional.empty();
    };
  }

  /** The word in metrics and logs. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
