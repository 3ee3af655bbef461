package dev.tollgate.store.jooq;

import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.KeptAnswer;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ends of holds do to the keys that were claimed with them: the answer is kept with its
 * charge, or the key is free again.
 *
 * <p>For the writer's thread alone.
 */
final class KeyedEnding {

  private final Claims claims;

  /** Who settles late in the transaction, by scope: the second one for a key is one too many. */
  private final Map<String, String> late = new HashMap<>();

  KeyedEnding(Claims claims) {
    this.claims = claims;
  }

  /** The answer for a settlement whose key is another's. */
  static Refusal takenOver() {
    return Refusal.retryable(
        RefusalKind.IDEMPOTENCY_IN_PROGRESS,
        "The request took too long, and another one with its Idempotency-Key has begun. Nothing"
            + " was charged for this one.",
        Duration.ofSeconds(1));
  }

  /** Begins a transaction. */
  void begin() {
    late.clear();
  }

  /** True when another request has the key of an expired hold that is to be settled after all. */
  boolean isTakenOver(@Nullable SettlementOrder order) throws SQLException {
    ClaimOrder claim = order == null ? null : order.claim();
    if (order == null || claim == null) {
      return false;
    }
    String holder = order.hold().value();
    String scope = claim.scope().id();
    ClaimRow row = claims.find(List.of(scope)).get(scope);
    boolean taken = row != null && !row.holder().equals(holder);
    return taken || !late.computeIfAbsent(scope, first -> holder).equals(holder);
  }

  /** Does it for moves that have all happened to their holds. */
  void end(List<Move> moves) throws SQLException {
    List<String> freed = new ArrayList<>();
    for (Move move : moves) {
      SettlementOrder order = move.order();
      KeptAnswer kept = order == null ? null : order.kept();
      if (order != null && kept != null) {
        claims.keep(kept, order.hold().value(), move.time());
      } else if (mayHaveClaimed(order)) {
        freed.add(move.row().id());
      }
    }
    claims.free(freed);
  }

  /** Only a settlement with a receipt tells that there never was a key. */
  private static boolean mayHaveClaimed(@Nullable SettlementOrder order) {
    return order == null || order.receipt() == null || order.claim() != null;
  }
}
