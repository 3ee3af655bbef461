package dev.tollgate.limits;

import dev.tollgate.keys.Caller;
import java.util.concurrent.CompletionStage;

/** Counts together with other processes. */
public final class SharedRateLimiter implements RateLimiter {

  private final RateLimit perAccount;
  private final SharedWindows windows;

  /** Limits of that size for every account, which has to be the same in all processes. */
  public SharedRateLimiter(RateLimit perAccount, SharedWindows windows) {
    this.perAccount = perAccount;
    this.windows = windows;
  }

  @Override
  public CompletionStage<Admission> admit(Caller caller) {
    return windows.count(RateCheck.of(caller, perAccount));
  }
}
