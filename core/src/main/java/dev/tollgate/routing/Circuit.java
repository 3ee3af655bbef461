package dev.tollgate.routing;

import java.util.Locale;

/** Whether an upstream gets requests. */
public enum Circuit {
  /** It gets every request that is routed to it. */
  CLOSED,
  /** It gets none until its time is over. */
  OPEN,
  /** Its time is over: one request tries whether it is well. */
  HALF_OPEN;

  /** The word in the admin API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
