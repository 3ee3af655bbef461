package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.idempotency.IdempotencyStore;
import dev.tollgate.idempotency.KeptAnswer;
import dev.tollgate.idempotency.KeyScope;
import dev.tollgate.idempotency.OpenClaim;
import dev.tollgate.idempotency.StoredAnswer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Claims keys without holds, and reads how keys stand, through the writer. */
final class JooqIdempotencyStore implements IdempotencyStore {

  private static final int MOST_LOOKED_AT = 64;

  private final GroupCommit writer;
  private final long epoch;
  private final boolean shared;

  /** Made by the writer's thread, with its first command, and used by it alone. */
  private @Nullable ClaimSql rendered;

  JooqIdempotencyStore(GroupCommit writer, long epoch, boolean shared) {
    this.writer = writer;
    this.epoch = epoch;
    this.shared = shared;
  }

  /** Works on rows of keys within a transaction. */
  private interface Act<T> {
    T run(Claims claims, ClaimLease lease) throws SQLException;
  }

  @Override
  public CompletionStage<ClaimOutcome> claim(OpenClaim claim) {
    return submit(false, (claims, lease) -> claim(claim, claims, lease));
  }

  @Override
  public CompletionStage<Boolean> finish(OpenClaim claim, StoredAnswer answer, Instant now) {
    return submit(true, (claims, lease) -> finish(claim, answer, now, claims, lease));
  }

  @Override
  public CompletionStage<?> free(OpenClaim claim) {
    return submit(
        false,
        (claims, lease) -> {
          lock(lease.sql(), claim.order().scope());
          claims.free(List.of(claim.id()));
          return true;
        });
  }

  @Override
  public CompletionStage<Map<KeyScope, ClaimOutcome.Taken>> look(
      Collection<ClaimOrder> orders, Instant now) {
    if (orders.size() > MOST_LOOKED_AT) {
      throw new IllegalArgumentException("at most " + MOST_LOOKED_AT + " keys at once");
    }
    return submit(false, (claims, lease) -> look(orders, now, claims, lease));
  }

  private ClaimOutcome claim(OpenClaim claim, Claims claims, ClaimLease lease) throws SQLException {
    ClaimOrder order = claim.order();
    lock(lease.sql(), order.scope());
    String scope = order.scope().id();
    ClaimRow row = claims.find(List.of(scope)).get(scope);
    if (row != null && !row.holder().equals(claim.id())) {
      ClaimOutcome.Taken taken =
          ClaimVerdict.of(row, order, claim.claimed(), lease, claims::answer);
      if (taken != null) {
        return taken;
      }
      lease.end(row, claim.claimed());
      claims.remove(row);
      row = null;
    }
    if (row == null) {
      claims.add(order, ClaimRow.running(order, claim.id(), epoch, claim.claimed(), claim.until()));
      claims.flush();
    }
    return new ClaimOutcome.Claimed();
  }

  private boolean finish(
      OpenClaim claim, StoredAnswer answer, Instant now, Claims claims, ClaimLease lease)
      throws SQLException {
    lock(lease.sql(), claim.order().scope());
    String scope = claim.order().scope().id();
    ClaimRow row = claims.find(List.of(scope)).get(scope);
    if (row != null && !row.holder().equals(claim.id())) {
      return false;
    }
    if (row == null || row.state() == ClaimState.RUNNING) {
      claims.keep(new KeptAnswer(claim.order(), answer), claim.id(), now);
    }
    return true;
  }

  private static Map<KeyScope, ClaimOutcome.Taken> look(
      Collection<ClaimOrder> orders, Instant now, Claims claims, ClaimLease lease)
      throws SQLException {
    Map<String, ClaimRow> rows =
        claims.find(orders.stream().map(order -> order.scope().id()).toList());
    Map<KeyScope, ClaimOutcome.Taken> taken = new HashMap<>();
    for (ClaimOrder order : orders) {
      ClaimRow row = rows.get(order.scope().id());
      ClaimOutcome.Taken by =
          row == null ? null : ClaimVerdict.of(row, order, now, lease, claims::answer);
      if (by != null) {
        taken.put(order.scope(), by);
      }
    }
    return taken;
  }

  /** Whoever works on a key without a hold may have an account that is not ours. */
  private void lock(DSLContext sql, KeyScope scope) {
    if (!shared) {
      return;
    }
    boolean known =
        !sql.select(TOLLGATE_ACCOUNT.ID)
            .from(TOLLGATE_ACCOUNT)
            .where(TOLLGATE_ACCOUNT.ID.eq(scope.account().value()))
            .forUpdate()
            .fetch()
            .isEmpty();
    if (!known) {
      sql.fetch("select pg_advisory_xact_lock(hashtext(?))", scope.id());
    }
  }

  private <T> CompletionStage<T> submit(boolean lasting, Act<T> act) {
    return writer.submit(pending -> new Command.Change<>(sql -> run(sql, act), lasting, pending));
  }

  private <T> T run(DSLContext sql, Act<T> act) {
    ClaimSql statements = rendered;
    if (statements == null) {
      statements = new ClaimSql(sql);
      rendered = statements;
    }
    ClaimSql known = statements;
    return sql.connectionResult(
        connection -> {
          try (Claims claims = new Claims(connection, known)) {
            return act.run(claims, new ClaimLease(sql, epoch, shared));
          }
        });
  }
}
