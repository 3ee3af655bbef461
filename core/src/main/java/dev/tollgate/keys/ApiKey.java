package dev.tollgate.keys;

import dev.tollgate.ledger.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key as stored: everything but its secret.
 *
 * @param id the 8 public characters
 * @param sha256 the hash of the whole key, in hex
 * @param expiry when it stops working, or null for never
 * @param revocation when it was revoked, or null
 */
public record ApiKey(
    String id,
    AccountId account,
    String name,
    String sha256,
    KeyLimits limits,
    Instant created,
    @Nullable Instant expiry,
    @Nullable Instant revocation) {

  /** When it stops working; empty for never. */
  public Optional<Instant> expires() {
    return Optional.ofNullable(expiry);
  }

  /** When it was revoked; empty while it was not. */
  public Optional<Instant> revoked() {
    return Optional.ofNullable(revocation);
  }

  /** True when it opens the door at that time. */
  public boolean isLive(Instant now) {
    return revocation == null && (expiry == null || now.isBefore(expiry));
  }
}
