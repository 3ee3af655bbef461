package dev.tollgate.store.jooq;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.KeptAnswer;
import dev.tollgate.idempotency.StoredAnswer;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The rows of keys and of the answers kept for them, many at once.
 *
 * <p>For the writer's thread alone, within a transaction that has locked the rows' accounts.
 */
final class Claims implements AutoCloseable {

  /** Below what H2 takes in one value. */
  private static final int PIECE_BYTES = 256 << 10;

  /** Of a row that no process has to answer for. */
  private static final long NOBODY = 0;

  private final Prepared find;
  private final Prepared insert;
  private final Prepared finish;
  private final Prepared remove;
  private final Prepared removeBody;
  private final Prepared free;
  private final Prepared insertBody;
  private final Prepared body;
  private final List<Prepared> statements;

  Claims(Connection connection, ClaimSql sql) throws SQLException {
    find = new Prepared(connection, sql.find);
    insert = new Prepared(connection, sql.insert);
    finish = new Prepared(connection, sql.finish);
    remove = new Prepared(connection, sql.remove);
    removeBody = new Prepared(connection, sql.removeBody);
    free = new Prepared(connection, sql.free);
    insertBody = new Prepared(connection, sql.insertBody);
    body = new Prepared(connection, sql.body);
    statements = List.of(find, insert, finish, remove, removeBody, free, insertBody, body);
  }

  /** The rows of those scopes, by scope. */
  Map<String, ClaimRow> find(Collection<String> scopes) throws SQLException {
    Map<String, ClaimRow> rows = new HashMap<>();
    try (ResultSet row = find.texts(scopes.toArray(String[]::new)).query()) {
      while (row.next()) {
        rows.put(
            row.getString(1),
            new ClaimRow(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                ClaimState.valueOf(row.getString(5)),
                row.getInt(6),
                row.getString(7),
                row.getObject(8, OffsetDateTime.class).toInstant(),
                row.getObject(9, OffsetDateTime.class).toInstant()));
      }
    }
    return rows;
  }

  /** The answer that is kept in that row. */
  StoredAnswer answer(ClaimRow row) throws SQLException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ResultSet piece = body.text(row.holder()).query()) {
      while (piece.next()) {
        bytes.writeBytes(piece.getBytes(1));
      }
    }
    return new StoredAnswer(
        row.status(), Objects.requireNonNull(row.contentType()), bytes.toByteArray());
  }

  /** Adds a row that runs; to be flushed. */
  void add(ClaimOrder order, ClaimRow row) throws SQLException {
    add(order, row.holder(), row.epoch(), ClaimState.RUNNING);
    insert.integer(null).text(null).time(row.created()).time(row.expires()).add();
  }

  void flush() throws SQLException {
    insert.flush();
  }

  /** Deletes that row and what is kept in it. */
  void remove(ClaimRow row) throws SQLException {
    remove.text(row.scope()).update();
    removeBody.text(row.holder()).update();
  }

  /** Frees what those holders have claimed and not finished. */
  void free(Collection<String> holders) throws SQLException {
    if (!holders.isEmpty()) {
      free.texts(holders.toArray(String[]::new)).update();
    }
  }

  /** Keeps an answer of that holder, in the place of whatever stands there. */
  void keep(KeptAnswer kept, String holder, Instant now) throws SQLException {
    StoredAnswer answer = kept.answer();
    String scope = kept.claim().scope().id();
    Instant expires = now.plus(kept.claim().retention());
    int found =
        finish
            .integer(answer.status())
            .text(answer.contentType())
            .time(expires)
            .text(scope)
            .text(holder)
            .update();
    if (found == 0) {
      // The hold had expired, or a crash took it: its claim went with it.
      for (ClaimRow stale : find(List.of(scope)).values()) {
        remove(stale);
      }
      add(kept.claim(), holder, NOBODY, ClaimState.FINISHED);
      insert.integer(answer.status()).text(answer.contentType()).time(now).time(expires);
      insert.add();
      insert.flush();
    }
    keepBody(answer.body(), holder);
  }

  void forget() throws SQLException {
    for (Prepared statement : statements) {
      statement.forget();
    }
  }

  @Override
  public void close() throws SQLException {
    for (Prepared statement : statements) {
      statement.close();
    }
  }

  private void add(ClaimOrder order, String holder, long epoch, ClaimState state)
      throws SQLException {
    insert
        .text(order.scope().id())
        .text(order.scope().account().value())
        .text(order.fingerprint().sha256())
        .text(holder)
        .number(epoch)
        .text(state.name());
  }

  private void keepBody(byte[] bytes, String holder) throws SQLException {
    for (int from = 0, piece = 0; from < bytes.length; from += PIECE_BYTES, piece++) {
      byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE_BYTES));
      insertBody.text(holder).integer(piece).bytes(part).add();
    }
    insertBody.flush();
  }
}
