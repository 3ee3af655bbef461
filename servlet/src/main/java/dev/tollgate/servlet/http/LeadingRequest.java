package dev.tollgate.servlet.http;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.idempotency.Lead;
import dev.tollgate.idempotency.Turn;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The lead of a key, on its way to the one who will tell how the work ended: whoever takes it
 * first, and nobody else, has to. Thread-safe.
 */
public final class LeadingRequest {

  private final Lead lead;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable CompletableFuture<Turn> next;

  /** A lead that nobody has taken. */
  public LeadingRequest(Lead lead) {
    this.lead = lead;
  }

  /** What is to be claimed. */
  public ClaimOrder order() {
    return lead.order();
  }

  /** The key was claimed. */
  public void claimed() {
    lead.claimed();
  }

  /** The key is another's: the request waits for its next turn. */
  public void taken(ClaimOutcome.Taken by) {
    if (ended.compareAndSet(false, true)) {
      next = lead.taken(by);
    }
  }

  /** What the request has to do instead, where the key was another's. */
  public Optional<CompletableFuture<Turn>> next() {
    return Optional.ofNullable(next);
  }

  /** Takes the lead over unless somebody has: the taker tells its end, and no filter does. */
  public Optional<Lead> takeIfFree() {
    return ended.compareAndSet(false, true) ? Optional.of(lead) : Optional.empty();
  }
}
