package dev.tollgate.upstream.hostile;

import java.util.Locale;

/** An upstream that speaks that API and does that with every request. */
public record HostileUpstream(ProviderApi api, HostileMode mode) {

  /** A name of its own, with a slash in it. */
  public String id() {
    return api.type() + "/" + mode.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }
}
