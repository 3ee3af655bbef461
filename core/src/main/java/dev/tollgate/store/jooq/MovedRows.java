package dev.tollgate.store.jooq;

import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.LedgerEntry;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Map;

/**
 * The rows that are new with a move: its transfer and its usage.
 *
 * @param transfers as {@link HotSql#insertTransfer} has them
 * @param usage as {@link HotSql#insertUsage} has them
 */
record MovedRows(Columns transfers, Columns usage) {

  /**
   * Adds those of the moves, in their order.
   *
   * @param posted by account, before; counted down
   */
  void add(List<Move> moves, Map<String, Long> posted) throws SQLTransientException {
    for (Move move : moves) {
      if (move.cost() > 0) {
        addTransfer(move, posted);
      }
      SettlementOrder order = move.order();
      if (order != null) {
        addUsage(move, order);
      }
    }
  }

  private void addTransfer(Move move, Map<String, Long> posted) throws SQLTransientException {
    String account = move.row().account();
    Long before = posted.get(account);
    if (before == null) {
      throw Prepared.changed();
    }
    long balance = before - move.cost();
    posted.put(account, balance);
    transfers
        .text(move.row().id())
        .text(account)
        .text(account)
        .text(SystemAccount.REVENUE.id())
        .number(move.cost())
        .text(LedgerEntry.Kind.USAGE.wire())
        .number(balance)
        .time(move.time())
        .text(move.row().requestId())
        .add();
  }

  private void addUsage(Move move, SettlementOrder order) {
    Usage tokens = order.usage();
    usage
        .text(move.row().id())
        .text(move.row().account())
        .text(move.row().keyId())
        .text(move.row().requestId())
        .text(move.row().model())
        .text(move.row().callName())
        .number(tokens.promptTokens())
        .number(tokens.completionTokens())
        .number(tokens.cachedTokens())
        .number(tokens.reasoningTokens())
        .flag(tokens.estimated())
        .number(order.cost().nanos())
        .number(order.loss().nanos())
        .time(order.time())
        .day(Times.day(order.time()))
        .add();
  }
}
