package dev.tollgate.store.jooq;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.idempotency.StoredAnswer;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the row of a key means for the next request with it. */
final class ClaimVerdict {

  private ClaimVerdict() {}

  /** Reads the answer that a row keeps. */
  interface Answers {
    StoredAnswer of(ClaimRow row) throws SQLException;
  }

  /** Null when the row is to make room: its answer is too old, or nobody works at one any more. */
  static ClaimOutcome.@Nullable Taken of(
      ClaimRow row, ClaimOrder order, Instant now, ClaimLease lease, Answers answers)
      throws SQLException {
    boolean finished = row.state() == ClaimState.FINISHED;
    if (finished ? row.expires().isBefore(now) : !lease.lasts(row, now)) {
      return null;
    }
    if (!row.fingerprint().equals(order.fingerprint().sha256())) {
      return new ClaimOutcome.OtherBody();
    }
    return finished ? new ClaimOutcome.Finished(answers.of(row)) : new ClaimOutcome.Running();
  }
}
