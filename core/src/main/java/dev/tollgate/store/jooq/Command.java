package dev.tollgate.store.jooq;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.HoldReceipt;
import dev.tollgate.billing.Settlement;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.limits.Admission;
import dev.tollgate.limits.RateCheck;
import dev.tollgate.refusal.Refusal;
import java.time.Instant;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Something to be written. */
sealed interface Command {

  /** Where the answer goes. */
  Pending<?> pending();

  /**
   * True when its answer, which is decided, tells of something that has to be on disk first,
   * whoever wrote that. A hold or a count may be lost to a crash; not the end of one: lost, it
   * keeps money set aside for nobody until it expires.
   */
  boolean tellsWhatLasts();

  /** Sets money aside. */
  record Hold(HoldOrder order, Pending<HoldOutcome> pending) implements Command {

    /** What is kept for a key was paid for, and is then served. */
    @Override
    public boolean tellsWhatLasts() {
      return pending.decided() instanceof HoldOutcome.KeyTaken;
    }
  }

  /**
   * Ends a hold.
   *
   * @param order what to charge; null gives it all back
   * @param account whose hold it is; null where only the hold's row tells
   */
  record End(
      HoldId hold,
      @Nullable SettlementOrder order,
      Instant time,
      @Nullable AccountId account,
      Pending<Settlement> pending)
      implements Command {

    @Override
    public boolean tellsWhatLasts() {
      return true;
    }

    static End settle(SettlementOrder order, Pending<Settlement> pending) {
      HoldReceipt receipt = order.receipt();
      AccountId account = receipt == null ? null : receipt.order().caller().account();
      return new End(order.hold(), order, order.time(), account, pending);
    }

    static End release(
        HoldId hold, @Nullable AccountId account, Instant time, Pending<Settlement> pending) {
      return new End(hold, null, time, account, pending);
    }
  }

  /**
   * Counts a request in windows that several processes share. Tried again after an unknown outcome,
   * it may count twice: that admits too few, never too many.
   */
  record Count(RateCheck check, Pending<Admission> pending) implements Command {

    @Override
    public boolean tellsWhatLasts() {
      return false;
    }
  }

  /**
   * Anything rare: it runs its own statements, and refuses before it wrote anything.
   *
   * @param lasting true when it has to be on disk before it is answered; where there is a {@link
   *     Barrier}, each is
   */
  record Change<T>(Function<DSLContext, T> act, boolean lasting, Pending<T> pending)
      implements Command {

    Change(Function<DSLContext, T> act, Pending<T> pending) {
      this(act, true, pending);
    }

    @Override
    public boolean tellsWhatLasts() {
      return true;
    }

    /** Carries it out within the transaction of that context. */
    void run(DSLContext sql) {
      try {
        pending.decide(act.apply(sql));
      } catch (Refusal refusal) {
        pending.turnDown(refusal);
      }
    }
  }
}
