package dev.tollgate.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where accounts and transfers are kept.
 *
 * <p>Reads block on the database; writes go through the group-commit writer and complete when they
 * are on disk. A writer that can't take or finish a command completes the stage with a {@link
 * dev.tollgate.refusal.Refusal} OVERLOADED. Thread-safe.
 */
public interface LedgerStore {

  /** Opens an account with nothing on it. */
  CompletionStage<Account> open(String name);

  /** The account of that id. */
  Optional<Account> find(AccountId id);

  /**
   * Accounts, oldest first.
   *
   * @param cursor a {@link Page#next()} of before, or the empty string for the first page
   * @param limit 1 to 1,000
   */
  Page<Account> list(String cursor, int limit);

  /** Moves credits to or from an account, once for each reference. */
  CompletionStage<TopUpOutcome> topUp(TopUp topUp);

  /** An account's transfers, newest first; cursor and limit as in {@link #list}. */
  Page<LedgerEntry> entries(AccountId account, String cursor, int limit);

  /** An account's usage in groups, sorted by group. */
  List<UsageSum> usage(UsageQuery query);

  /** Checks every invariant over the whole database. */
  Integrity check();
}
