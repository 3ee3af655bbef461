package dev.tollgate.billing;

import dev.tollgate.ledger.HoldId;
import java.util.concurrent.CompletionStage;

/**
 * Moves money for requests, in commands to one group-commit writer.
 *
 * <p>Nothing blocks. A stage completes when the outcome is committed, and for a settlement when it
 * is on disk; it completes with a {@link dev.tollgate.refusal.Refusal} OVERLOADED when the command
 * was not carried out. A hold that was refused so never stands for long: what a lost answer leaves
 * behind the store gives back, so ask again for another one. A settlement that was refused so is
 * tried on. Every end may be repeated: a hold ends once, and a repeat gives the stored outcome.
 * Stages complete on the writer's thread, so continuations must be short. Thread-safe.
 */
public interface BillingStore {

  /** Sets money aside, or says what there is. */
  CompletionStage<HoldOutcome> hold(HoldOrder order);

  /**
   * Charges what was used, gives the rest back and writes the usage down. A hold that a crash of
   * the database took is charged all the same when the order has its receipt.
   */
  CompletionStage<Settlement> settle(SettlementOrder order);

  /** Gives all of it back. */
  CompletionStage<Settlement> release(HoldId hold);
}
