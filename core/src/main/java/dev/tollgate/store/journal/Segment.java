package dev.tollgate.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One file of a journal: a header, then records, each behind its length and checksum.
 *
 * <p>The file is used again and again, so that a write seldom changes its size and a sync seldom
 * has to write more than the data. A checksum covers the generation too: what is left of an earlier
 * use does not read as a record of this one.
 *
 * <p>Not thread-safe.
 */
final class Segment {

  private static final long MAGIC = 0x746f6c6c67617465L; // "tollgate" in ASCII
  private static final int HEADER = 3 * Long.BYTES + Integer.BYTES;
  private static final int FRAME = 2 * Integer.BYTES;

  private final Path file;
  private final FileChannel channel;
  private final int size;
  private long generation;
  private long owner;
  private int end = HEADER;

  Segment(Path file, int size) throws IOException {
    this.file = file;
    this.size = size;
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** The generation of what is in the file; 0 when that is nothing. */
  long generation() {
    return generation;
  }

  /** Who wrote what is in the file. */
  long owner() {
    return owner;
  }

  boolean isEmpty() {
    return end == HEADER;
  }

  int fullPercent() {
    return (int) (100L * end / size);
  }

  boolean hasRoomFor(byte[] record) {
    return record.length <= size - end - FRAME;
  }

  /** Forgets what was in the file; on disk with the next {@link #append}. */
  void begin(long newGeneration, long newOwner) throws IOException {
    generation = newGeneration;
    owner = newOwner;
    end = HEADER;
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putLong(MAGIC).putLong(generation).putLong(owner);
    header.putInt(checksum(header.array(), HEADER - Integer.BYTES)).flip();
    write(header, 0);
  }

  /** Returns once the record is on disk. */
  void append(byte[] record) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME + record.length);
    frame.putInt(record.length).putInt(checksum(record, record.length)).put(record).flip();
    write(frame, end);
    sync();
    end += FRAME + record.length;
  }

  /** Reads what an earlier process left; the first record that is torn ends it. */
  List<byte[]> read() throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) Math.min(channel.size(), size));
    while (all.hasRemaining() && channel.read(all, all.position()) >= 0) {
      // Reads on until the buffer is full or the file ends.
    }
    all.flip();
    List<byte[]> records = new ArrayList<>();
    if (all.remaining() < HEADER || all.getLong() != MAGIC) {
      return records;
    }
    generation = all.getLong();
    owner = all.getLong();
    if (all.getInt() != checksum(all.array(), HEADER - Integer.BYTES)) {
      generation = 0;
      return records;
    }
    while (all.remaining() >= FRAME) {
      int length = all.getInt();
      int checksum = all.getInt();
      if (length <= 0 || length > all.remaining()) {
        break;
      }
      byte[] record = new byte[length];
      all.get(record);
      if (checksum != checksum(record, length)) {
        break;
      }
      records.add(record);
    }
    return records;
  }

  void sync() throws IOException {
    channel.force(false);
  }

  void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private void write(ByteBuffer bytes, int position) throws IOException {
    int at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private int checksum(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(ByteBuffer.allocate(Long.BYTES).putLong(generation).flip());
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }
}
