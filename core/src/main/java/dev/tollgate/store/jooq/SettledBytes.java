package dev.tollgate.store.jooq;

import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.idempotency.KeptAnswer;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The settlements of one batch as a record of the journal: all that is needed to settle again, also
 * when not even the holds were written.
 */
final class SettledBytes {

  /** With the answers that are kept; before it there were none. */
  private static final int VERSION = 2;

  private static final int WITHOUT_ANSWERS = 1;

  private SettledBytes() {}

  static byte[] write(List<Move> moves) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * moves.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(moves.size());
      for (Move move : moves) {
        write(move, out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalStateException when it is of a version that we don't know
   */
  static List<Move> read(byte[] record) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(record))) {
      int version = in.readByte();
      if (version != VERSION && version != WITHOUT_ANSWERS) {
        throw new IllegalStateException("a journal of version " + version + ", not " + VERSION);
      }
      int size = in.readInt();
      List<Move> moves = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        moves.add(read(in, version));
      }
      return moves;
    } catch (IOException torn) {
      throw new IllegalStateException("a record of the journal can't be read", torn);
    }
  }

  private static void write(Move move, DataOutputStream out) throws IOException {
    HoldRow row = move.row();
    out.writeUTF(row.id());
    out.writeUTF(row.account());
    out.writeUTF(row.keyId());
    out.writeUTF(row.requestId());
    out.writeUTF(row.model());
    out.writeUTF(row.callName());
    Usage usage = move.usage();
    out.writeLong(usage.promptTokens());
    out.writeLong(usage.completionTokens());
    out.writeLong(usage.cachedTokens());
    out.writeLong(usage.reasoningTokens());
    out.writeBoolean(usage.estimated());
    out.writeLong(move.cost());
    out.writeLong(move.loss());
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, move.time()));
    SettlementOrder order = move.order();
    KeptBytes.write(order == null ? null : order.kept(), out);
  }

  private static Move read(DataInputStream in, int version) throws IOException {
    HoldRow row =
        new HoldRow(
            in.readUTF(),
            in.readUTF(),
            in.readUTF(),
            in.readUTF(),
            in.readUTF(),
            in.readUTF(),
            0,
            HoldState.EXPIRED);
    Usage usage =
        new Usage(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readBoolean());
    Money cost = Money.ofNanos(in.readLong());
    Money loss = Money.ofNanos(in.readLong());
    Instant time = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    KeptAnswer kept = version == WITHOUT_ANSWERS ? null : KeptBytes.read(in);
    SettlementOrder order =
        new SettlementOrder(new HoldId(row.id()), usage, cost, loss, time, null, kept);
    return new Move(row, order, time);
  }
}
