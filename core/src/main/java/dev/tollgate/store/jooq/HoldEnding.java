package dev.tollgate.store.jooq;

import static java.util.stream.Collectors.toSet;

import dev.tollgate.billing.HoldReceipt;
import dev.tollgate.billing.Settlement;
import dev.tollgate.billing.Settlement.State;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settles and releases many holds in one transaction, each once however often it is asked for.
 *
 * <p>For the writer's thread alone.
 */
final class HoldEnding {

  private final Prepared usage;
  private final Prepared transfer;
  private final HoldRows newRows;
  private final Bookings bookings;
  private final KeySpending spending;
  private final KeyedEnding keys;

  HoldEnding(
      Connection connection,
      HotSql sql,
      HoldRows newRows,
      Bookings bookings,
      KeySpending spending,
      KeyedEnding keys)
      throws SQLException {
    this.newRows = newRows;
    this.bookings = bookings;
    this.spending = spending;
    this.keys = keys;
    usage = new Prepared(connection, sql.usage());
    transfer = new Prepared(connection, sql.transfer());
  }

  /** Ends them in the order they came; gives what was settled by it, and not before. */
  List<Move> end(List<Command.End> commands) throws SQLException {
    keys.begin();
    Map<String, HoldRow> rows =
        bookings.holds(commands.stream().map(command -> command.hold().value()).collect(toSet()));
    restore(commands, rows);
    Map<String, Settlement> ended = new HashMap<>();
    List<Move> moves = new ArrayList<>(commands.size());
    for (Command.End command : commands) {
      HoldRow row = rows.get(command.hold().value());
      if (row == null) {
        answerUnknown(command);
      } else {
        decide(command, row, ended, moves);
      }
    }
    book(moves, moves);
    return moves.stream().filter(move -> move.order() != null).toList();
  }

  /**
   * Settles what a journal says was settled before a crash, where the database does not know of it;
   * tells how many.
   */
  int redo(List<Move> moves) throws SQLException {
    Map<String, HoldRow> rows =
        bookings.holds(moves.stream().map(move -> move.row().id()).collect(toSet()));
    List<Move> held = new ArrayList<>();
    List<Move> due = new ArrayList<>();
    for (Move move : moves) {
      HoldRow row = rows.get(move.row().id());
      if (row == null && settled(new HoldId(move.row().id())).isEmpty()) {
        // The hold was never written, nor what it reserved.
        due.add(move);
      } else if (row != null && row.state() != HoldState.SETTLED) {
        Move known = new Move(row, move.order(), move.time());
        held.add(known);
        due.add(known);
      }
    }
    book(held, due);
    return due.size();
  }

  void forget() throws SQLException {
    usage.forget();
    transfer.forget();
    bookings.forget();
    spending.forget();
  }

  /**
   * Writes down again, as expired, holds that a crash of the database took and that are to be
   * settled: what they reserved went with them.
   */
  private void restore(List<Command.End> commands, Map<String, HoldRow> rows) throws SQLException {
    for (Command.End command : commands) {
      SettlementOrder order = command.order();
      HoldReceipt receipt = order == null ? null : order.receipt();
      String id = command.hold().value();
      // Settled long ago, its row was trimmed.
      if (receipt != null && !rows.containsKey(id) && settled(command.hold()).isEmpty()) {
        newRows.add(receipt.order(), receipt.amount().nanos(), HoldState.EXPIRED);
        rows.put(id, HoldRow.expired(receipt));
      }
    }
    newRows.flush();
  }

  /**
   * In any order: only who has the lock of a hold's account ends it. A sweep that trims one
   * meanwhile, which takes no such lock, makes us decide again.
   */
  private void book(List<Move> held, List<Move> moves) throws SQLException {
    if (!moves.isEmpty()) {
      bookings.book(held, moves);
      spending.add(moves);
    }
    keys.end(moves);
  }

  private void decide(
      Command.End command, HoldRow row, Map<String, Settlement> ended, List<Move> moves)
      throws SQLException {
    Settlement known = ended.get(row.id());
    if (known == null && row.state() != HoldState.HELD) {
      known = stored(row);
    }
    SettlementOrder order = command.order();
    boolean late = known != null && known.state() == State.EXPIRED && order != null;
    if (known == null || late) {
      if (order != null && order.cost().nanos() > row.amount()) {
        command
            .pending()
            .turnDown(new IllegalStateException("a settlement above its hold: " + row.id()));
        return;
      }
      if (late && keys.isTakenOver(order)) {
        command.pending().turnDown(KeyedEnding.takenOver());
        return;
      }
      Move move = new Move(row, order, command.time());
      moves.add(move);
      known =
          new Settlement(
              command.hold(),
              order == null ? State.RELEASED : State.SETTLED,
              move.usage(),
              Money.ofNanos(move.cost()));
      ended.put(row.id(), known);
    }
    command.pending().decide(known);
  }

  private Settlement stored(HoldRow row) throws SQLException {
    HoldId id = new HoldId(row.id());
    if (row.state() == HoldState.SETTLED) {
      return settled(id)
          .orElseThrow(() -> new IllegalStateException("settled without usage: " + id));
    }
    State state = row.state() == HoldState.RELEASED ? State.RELEASED : State.EXPIRED;
    return new Settlement(id, state, Usage.NONE, Money.ZERO);
  }

  /**
   * There is no such hold. Its row may have been trimmed long after it was settled; or it never was
   * committed, and then there is nothing to give back.
   */
  private void answerUnknown(Command.End command) throws SQLException {
    Optional<Settlement> settled = settled(command.hold());
    if (settled.isPresent()) {
      command.pending().decide(settled.get());
    } else if (command.order() == null) {
      command
          .pending()
          .decide(new Settlement(command.hold(), State.RELEASED, Usage.NONE, Money.ZERO));
    } else {
      command.pending().turnDown(new IllegalStateException("no such hold: " + command.hold()));
    }
  }

  private Optional<Settlement> settled(HoldId id) throws SQLException {
    try (ResultSet row = usage.text(id.value()).query()) {
      if (!row.next()) {
        return paid(id);
      }
      Usage used =
          new Usage(
              row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getBoolean(5));
      return Optional.of(new Settlement(id, State.SETTLED, used, Money.ofNanos(row.getLong(6))));
    }
  }

  /** Usage is not kept forever; the transfer is, and proves that the hold was settled. */
  private Optional<Settlement> paid(HoldId id) throws SQLException {
    try (ResultSet row = transfer.text(id.value()).query()) {
      return row.next()
          ? Optional.of(
              new Settlement(id, State.SETTLED, Usage.NONE, Money.ofNanos(row.getLong(1))))
          : Optional.empty();
    }
  }
}
