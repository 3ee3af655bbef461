package dev.tollgate.idempotency;

import java.time.Instant;

/**
 * A claim that has no hold, for work that is paid for elsewhere or not at all.
 *
 * @param id its own, at most 40 characters
 * @param claimed now
 * @param until when it is given up, whatever became of the work
 */
public record OpenClaim(ClaimOrder order, String id, Instant claimed, Instant until) {

  /** What ids of such claims begin with. */
  public static final String PREFIX = "claim";
}
