package dev.tollgate.samples.benchmark;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.SettlementOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The plain way to do the same on the same tables, correct and durable: each order is a transaction
 * of its own that locks the account's row, on one of as many connections as there are callers.
 */
final class RowByRow implements LifeCycles, AutoCloseable {

  private final String sync;
  private final List<Connection> connections = new ArrayList<>();
  private final BlockingQueue<Connection> idle;
  private final ExecutorService threads;

  RowByRow(Store store, int callers) throws SQLException {
    sync = store.sync();
    idle = new ArrayBlockingQueue<>(callers);
    threads = Executors.newFixedThreadPool(callers);
    for (int i = 0; i < callers; i++) {
      Connection connection = store.connect();
      connection.setAutoCommit(false);
      connections.add(connection);
      idle.add(connection);
    }
  }

  private interface Transaction {
    void run(Connection connection) throws SQLException;
  }

  private CompletionStage<?> carryOut(Transaction transaction) {
    return CompletableFuture.runAsync(() -> run(transaction), threads);
  }

  private void run(Transaction transaction) {
    Connection connection = idle.remove();
    try {
      transaction.run(connection);
    } catch (SQLException failure) {
      throw new CompletionException(failure);
    } finally {
      idle.add(connection);
    }
  }

  @Override
  public CompletionStage<?> hold(HoldOrder order) {
    return carryOut(connection -> hold(connection, order));
  }

  @Override
  public CompletionStage<?> settle(SettlementOrder order) {
    return carryOut(connection -> settle(connection, order));
  }

  private static void hold(Connection connection, HoldOrder order) throws SQLException {
    String account = order.caller().account().value();
    long available =
        query(
            connection,
            "SELECT posted - reserved FROM tollgate_account WHERE id = ? FOR UPDATE",
            account);
    if (available < order.amount().nanos()) {
      connection.rollback();
      throw new SQLException("the benchmark's account has run dry");
    }
    update(
        connection,
        "UPDATE tollgate_account SET reserved = reserved + ? WHERE id = ?",
        order.amount().nanos(),
        account);
    HoldOrder.Subject subject = order.subject();
    update(
        connection,
        "INSERT INTO tollgate_hold (id, account, key_id, request_id, model, call_name, price_input,"
            + " price_cached_input, price_output, amount, state, epoch, created, expires)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'HELD', 0, ?, ?)",
        order.id().value(),
        account,
        order.caller().keyId(),
        subject.requestId(),
        subject.model(),
        subject.callName(),
        subject.price().input().nanos(),
        subject.price().cachedInput().nanos(),
        subject.price().output().nanos(),
        order.amount().nanos(),
        Timestamp.from(order.created()),
        Timestamp.from(order.expiresAt()));
    connection.commit();
  }

  private void settle(Connection connection, SettlementOrder order) throws SQLException {
    String hold = order.hold().value();
    Timestamp now = Timestamp.from(order.time());
    int ended =
        update(
            connection,
            "UPDATE tollgate_hold SET state = 'SETTLED', ended = ? WHERE id = ? AND state = 'HELD'",
            now,
            hold);
    if (ended == 1) {
      charge(connection, order, now);
    }
    connection.commit();
    if (!sync.isEmpty()) {
      update(connection, sync);
    }
  }

  private static void charge(Connection connection, SettlementOrder order, Timestamp now)
      throws SQLException {
    String hold = order.hold().value();
    long cost = order.cost().nanos();
    update(
        connection,
        "UPDATE tollgate_account SET posted = posted - ?, charged = charged + ?, reserved = reserved"
            + " - (SELECT amount FROM tollgate_hold WHERE id = ?)"
            + " WHERE id = (SELECT account FROM tollgate_hold WHERE id = ?)",
        cost,
        cost,
        hold,
        hold);
    update(
        connection,
        "INSERT INTO tollgate_transfer (id, account, debit, credit, amount, kind, balance, recorded,"
            + " request_id) SELECT h.id, h.account, h.account, 'revenue', ?, 'usage', a.posted, ?,"
            + " h.request_id FROM tollgate_hold h JOIN tollgate_account a ON a.id = h.account"
            + " WHERE h.id = ?",
        cost,
        now,
        hold);
    LocalDate day = LocalDate.ofInstant(order.time(), ZoneOffset.UTC);
    update(
        connection,
        "INSERT INTO tollgate_usage (hold, account, key_id, request_id, model, call_name,"
            + " prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, estimated, cost,"
            + " loss, recorded, usage_day) SELECT id, account, key_id, request_id, model, call_name,"
            + " ?, ?, 0, 0, FALSE, ?, 0, ?, ? FROM tollgate_hold WHERE id = ?",
        order.usage().promptTokens(),
        order.usage().completionTokens(),
        cost,
        now,
        day,
        hold);
    addToDay(connection, order, day);
  }

  private static void addToDay(Connection connection, SettlementOrder order, LocalDate day)
      throws SQLException {
    Object[] sums = {
      order.usage().promptTokens(),
      order.usage().completionTokens(),
      order.cost().nanos(),
      day,
      order.hold().value()
    };
    int added =
        update(
            connection,
            "UPDATE tollgate_usage_daily SET requests = requests + 1,"
                + " prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ?,"
                + " cost = cost + ? WHERE usage_day = ? AND (account, model, key_id, call_name) ="
                + " (SELECT account, model, key_id, call_name FROM tollgate_hold WHERE id = ?)",
            sums);
    if (added == 0) {
      // The account's row is locked: nobody else can insert this one.
      update(
          connection,
          "INSERT INTO tollgate_usage_daily (requests, prompt_tokens, completion_tokens, cost,"
              + " usage_day, account, model, key_id, call_name) SELECT 1, ?, ?, ?, ?, account,"
              + " model, key_id, call_name FROM tollgate_hold WHERE id = ?",
          sums);
    }
  }

  private static long query(Connection connection, String sql, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
