package dev.tollgate.store.jooq;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets money aside for requests of which some have keys: a key is judged before the balance, and
 * claimed only by a hold that stands.
 *
 * <p>For the writer's thread alone.
 */
final class KeyedPlacing {

  private final HoldPlacing placing;
  private final Claims claims;
  private final ClaimLease lease;

  KeyedPlacing(HoldPlacing placing, Claims claims, ClaimLease lease) {
    this.placing = placing;
    this.claims = claims;
    this.lease = lease;
  }

  /** Places them all. */
  void place(List<Command.Hold> commands) throws SQLException {
    Map<String, ClaimRow> rows = rows(commands);
    List<Command.Hold> open = commands;
    // Who comes second for a key is judged once it is known whether the first one got it.
    while (!open.isEmpty()) {
      List<Command.Hold> due = new ArrayList<>();
      List<Command.Hold> later = new ArrayList<>();
      Set<String> claiming = new HashSet<>();
      for (Command.Hold command : open) {
        ClaimOrder claim = command.order().claim();
        ClaimOutcome.Taken taken = claim == null ? null : judge(command.order(), claim, rows);
        if (taken != null) {
          command.pending().decide(new HoldOutcome.KeyTaken(taken));
        } else if (claim == null || claiming.add(claim.scope().id())) {
          due.add(command);
        } else {
          later.add(command);
        }
      }
      placing.place(due);
      claim(due, rows);
      open = later;
    }
  }

  private Map<String, ClaimRow> rows(List<Command.Hold> commands) throws SQLException {
    Set<String> scopes = new HashSet<>();
    for (Command.Hold command : commands) {
      ClaimOrder claim = command.order().claim();
      if (claim != null) {
        scopes.add(claim.scope().id());
      }
    }
    return scopes.isEmpty() ? Map.of() : claims.find(scopes);
  }

  /** Null when the key is free now. */
  private ClaimOutcome.@Nullable Taken judge(
      HoldOrder order, ClaimOrder claim, Map<String, ClaimRow> rows) throws SQLException {
    ClaimRow row = rows.get(claim.scope().id());
    if (row == null || row.holder().equals(order.id().value())) {
      return null;
    }
    ClaimOutcome.Taken taken = ClaimVerdict.of(row, claim, order.created(), lease, claims::answer);
    if (taken == null) {
      if (lease.end(row, order.created())) {
        placing.gaveBack(order.caller().account().value());
      }
      claims.remove(row);
      rows.remove(row.scope());
    }
    return taken;
  }

  private void claim(List<Command.Hold> placed, Map<String, ClaimRow> rows) throws SQLException {
    for (Command.Hold command : placed) {
      HoldOrder order = command.order();
      ClaimOrder claim = order.claim();
      if (claim != null && command.pending().decided() instanceof HoldOutcome.Held) {
        ClaimRow row =
            ClaimRow.running(
                claim, order.id().value(), lease.epoch(), order.created(), order.expiresAt());
        rows.put(row.scope(), row);
        claims.add(claim, row);
      }
    }
    claims.flush();
  }
}
