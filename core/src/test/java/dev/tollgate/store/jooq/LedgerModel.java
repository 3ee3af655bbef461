package dev.tollgate.store.jooq;

import java.util.HashMap;
import java.util.Map;

/** What a ledger does with one account, in a few lines that need no proof. */
final class LedgerModel {

  /** A hold, and what became of it. */
  record Held(long amount, HoldState state, long charged) {}

  /** What a hold was answered: the amount, or with {@code held} false what there was. */
  record HoldAnswer(boolean held, long amount) {}

  private final Map<String, Held> holds = new HashMap<>();
  private final Map<String, Long> topUps = new HashMap<>();
  private long posted;
  private long reserved;

  long posted() {
    return posted;
  }

  long reserved() {
    return reserved;
  }

  /** The amount of that hold; 0 when there is none. */
  long amount(String id) {
    Held hold = holds.get(id);
    return hold == null ? 0 : hold.amount;
  }

  /** False when the reference was used for another amount. */
  boolean topUp(String reference, long amount) {
    Long before = topUps.putIfAbsent(reference, amount);
    if (before == null) {
      posted += amount;
    }
    return before == null || before == amount;
  }

  HoldAnswer hold(String id, long amount, long least) {
    long available = posted - reserved;
    if (available <= 0 || least > available) {
      return new HoldAnswer(false, available);
    }
    long taken = Math.min(amount, available);
    reserved += taken;
    holds.put(id, new Held(taken, HoldState.HELD, 0));
    return new HoldAnswer(true, taken);
  }

  /** Ends a hold that there is. */
  Held end(String id, long cost, boolean settle) {
    Held before = holds.getOrDefault(id, new Held(0, HoldState.RELEASED, 0));
    boolean late = before.state == HoldState.EXPIRED && settle;
    if (before.state == HoldState.HELD || late) {
      reserved -= late ? 0 : before.amount;
      posted -= settle ? cost : 0;
      before =
          new Held(
              before.amount, settle ? HoldState.SETTLED : HoldState.RELEASED, settle ? cost : 0);
      holds.put(id, before);
    }
    return before;
  }

  /** The process died, or time went by: whatever is held is given back. */
  void expire() {
    holds.replaceAll(
        (id, hold) ->
            hold.state == HoldState.HELD ? new Held(hold.amount, HoldState.EXPIRED, 0) : hold);
    reserved = 0;
  }
}
