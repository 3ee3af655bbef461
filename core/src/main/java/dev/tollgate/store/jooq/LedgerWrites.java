package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_TRANSFER;

import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.LedgerEntry.Kind;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.Record2;

/** What operators write into the ledger, each within a transaction of the writer. */
final class LedgerWrites {

  private LedgerWrites() {}

  /** Writes an account down; again changes nothing, so that a lost answer does no harm. */
  static Account open(DSLContext sql, Account account) {
    if (!sql.fetchExists(TOLLGATE_ACCOUNT, TOLLGATE_ACCOUNT.ID.eq(account.id().value()))) {
      sql.insertInto(TOLLGATE_ACCOUNT)
          .set(TOLLGATE_ACCOUNT.ID, account.id().value())
          .set(TOLLGATE_ACCOUNT.NAME, account.name())
          .set(TOLLGATE_ACCOUNT.POSTED, 0L)
          .set(TOLLGATE_ACCOUNT.RESERVED, 0L)
          .set(TOLLGATE_ACCOUNT.CREDITED, 0L)
          .set(TOLLGATE_ACCOUNT.CHARGED, 0L)
          .set(TOLLGATE_ACCOUNT.CREATED, account.created())
          .execute();
    }
    return account;
  }

  /** Moves credits once for each reference. */
  static TopUpOutcome topUp(DSLContext sql, TopUp topUp, Instant now) {
    String account = topUp.account().value();
    Record2<Long, Long> balance =
        sql.select(TOLLGATE_ACCOUNT.POSTED, TOLLGATE_ACCOUNT.CREDITED)
            .from(TOLLGATE_ACCOUNT)
            .where(TOLLGATE_ACCOUNT.ID.eq(account))
            .forUpdate()
            .fetchOne();
    if (balance == null) {
      return new TopUpOutcome.NoSuchAccount();
    }
    String id = account + ":" + topUp.reference();
    var stored =
        sql.select(TOLLGATE_TRANSFER.AMOUNT, TOLLGATE_TRANSFER.KIND, TOLLGATE_TRANSFER.BALANCE)
            .from(TOLLGATE_TRANSFER)
            .where(TOLLGATE_TRANSFER.ID.eq(id))
            .fetchOne();
    long amount = topUp.amount().nanos();
    if (stored != null) {
      long moved = stored.value2().equals(Kind.TOPUP.wire()) ? stored.value1() : -stored.value1();
      return moved == amount
          ? new TopUpOutcome.Posted(id, Money.ofNanos(stored.value3()))
          : new TopUpOutcome.ReferenceReused();
    }
    long posted = sum(balance.value1(), amount);
    sql.update(TOLLGATE_ACCOUNT)
        .set(TOLLGATE_ACCOUNT.POSTED, posted)
        .set(TOLLGATE_ACCOUNT.CREDITED, sum(balance.value2(), amount))
        .where(TOLLGATE_ACCOUNT.ID.eq(account))
        .execute();
    boolean given = amount > 0;
    sql.insertInto(TOLLGATE_TRANSFER)
        .set(TOLLGATE_TRANSFER.ID, id)
        .set(TOLLGATE_TRANSFER.ACCOUNT, account)
        .set(TOLLGATE_TRANSFER.DEBIT, given ? SystemAccount.CASH.id() : account)
        .set(TOLLGATE_TRANSFER.CREDIT, given ? account : SystemAccount.CASH.id())
        .set(TOLLGATE_TRANSFER.AMOUNT, Math.abs(amount))
        .set(TOLLGATE_TRANSFER.KIND, (given ? Kind.TOPUP : Kind.ADJUSTMENT).wire())
        .set(TOLLGATE_TRANSFER.BALANCE, posted)
        .set(TOLLGATE_TRANSFER.RECORDED, Times.stored(now))
        .set(TOLLGATE_TRANSFER.REFERENCE, topUp.reference())
        .set(TOLLGATE_TRANSFER.NOTE, topUp.note())
        .execute();
    return new TopUpOutcome.Posted(id, Money.ofNanos(posted));
  }

  private static long sum(long balance, long amount) {
    try {
      return Math.addExact(balance, amount);
    } catch (ArithmeticException overflow) {
      throw Refusal.ofField(
          RefusalKind.INVALID_REQUEST, "credits", "credits are more than an account can have");
    }
  }
}
