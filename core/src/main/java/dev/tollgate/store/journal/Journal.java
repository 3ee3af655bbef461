package dev.tollgate.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of what a database has committed and not yet written to its own file.
 *
 * <p>Two files by turns: while the database writes down all that the one tells of, new records go
 * to the other. After a crash the records of both are done again, in their order; the reader has to
 * know those that the database has already.
 *
 * <p>A file that can't be written never harms: {@link #append} says so, from then on and always,
 * and the database has to be synced instead. Thread-safe.
 */
public final class Journal implements AutoCloseable {

  /** How much one of the two files holds. */
  static final int SEGMENT_BYTES = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

  private final List<Path> files;
  private final Segment[] segments;
  private final List<byte[]> left = new ArrayList<>();
  private final long leftBy;
  private int current;
  private boolean otherIsFree;
  private boolean works;

  private Journal(List<Path> files, Segment[] segments) throws IOException {
    this.files = files;
    this.segments = segments;
    List<Found> found = new ArrayList<>();
    for (Segment segment : segments) {
      List<byte[]> records = segment.read();
      if (!records.isEmpty()) {
        found.add(new Found(segment.generation(), segment.owner(), records));
      }
    }
    found.sort(Comparator.comparingLong(Found::generation));
    found.forEach(part -> left.addAll(part.records));
    leftBy = found.isEmpty() ? 0 : found.get(found.size() - 1).owner;
  }

  /** What was in a file when it was opened. */
  private record Found(long generation, long owner, List<byte[]> records) {}

  /**
   * Opens the journal beside a database and reads what an earlier process left in it.
   *
   * @param base the path of the database's file; the journal's two have it as their beginning
   * @throws IOException when they can't be opened for reading and writing
   */
  public static Journal open(Path base) throws IOException {
    return open(base, SEGMENT_BYTES);
  }

  static Journal open(Path base, int segmentBytes) throws IOException {
    List<Path> files =
        List.of(
            base.resolveSibling(base.getFileName() + ".journal-1"),
            base.resolveSibling(base.getFileName() + ".journal-2"));
    Segment first = new Segment(files.get(0), segmentBytes);
    try {
      Segment second = new Segment(files.get(1), segmentBytes);
      return new Journal(files, new Segment[] {first, second});
    } catch (IOException failure) {
      first.close();
      throw failure;
    }
  }

  /** What an earlier process left, oldest first: it may have been done already. */
  public List<byte[]> left() {
    return List.copyOf(left);
  }

  /** The owner of what is left; 0 when nothing is. */
  public long leftBy() {
    return leftBy;
  }

  /**
   * Forgets what was left, and takes records from now on.
   *
   * @param owner above 0; stands with the records for who reads them
   * @throws IOException when the files can't be written
   */
  public synchronized void start(long owner) throws IOException {
    long generation = 1 + Math.max(segments[0].generation(), segments[1].generation());
    segments[0].begin(generation, owner);
    segments[1].begin(generation + 1, owner);
    segments[0].sync();
    segments[1].sync();
    left.clear();
    current = 0;
    otherIsFree = true;
    works = true;
  }

  /**
   * Writes a record down.
   *
   * @return true when it is on disk; false when there is no room for it, or the file can't be
   *     written: then nobody knows whether it is
   */
  public synchronized boolean append(byte[] record) {
    if (!works || !segments[current].hasRoomFor(record)) {
      return false;
    }
    try {
      segments[current].append(record);
      return true;
    } catch (IOException failure) {
      stopWorking(failure);
      return false;
    }
  }

  /** How much of the file that takes records is used, in percent. */
  public synchronized int fullPercent() {
    return segments[current].fullPercent();
  }

  /**
   * Sends new records to the other file, so that the database can be synced for those of this one.
   *
   * @return false when this one is empty, or the other one still in use
   */
  public synchronized boolean turn() {
    if (!works || !otherIsFree || segments[current].isEmpty()) {
      return false;
    }
    current = 1 - current;
    otherIsFree = false;
    return true;
  }

  /** Forgets the records from before the last {@link #turn}: the database has them on disk. */
  public synchronized void retire() {
    renew(1 - current);
    otherIsFree = true;
  }

  /** Forgets all records: the database has them on disk. */
  public synchronized void clear() {
    // In this order: the other one takes the next records, and so has to be the younger.
    renew(current);
    renew(1 - current);
    otherIsFree = true;
  }

  /** Takes no more records; what it has stays. */
  public synchronized void stop() {
    works = false;
  }

  /** Closes the files and deletes them. To be called when the database has it all on disk. */
  @Override
  public synchronized void close() {
    works = false;
    try {
      for (int i = 0; i < segments.length; i++) {
        segments[i].close();
        Files.deleteIfExists(files.get(i));
      }
    } catch (IOException failure) {
      LOG.warn("the journal {} can't be deleted: {}", files.get(0), failure.toString());
    }
  }

  private void renew(int which) {
    if (!works) {
      return;
    }
    try {
      long generation = 1 + Math.max(segments[0].generation(), segments[1].generation());
      segments[which].begin(generation, segments[which].owner());
    } catch (IOException failure) {
      stopWorking(failure);
    }
  }

  private void stopWorking(IOException failure) {
    works = false;
    LOG.error(
        "the journal {} can't be written; each settlement syncs the database instead, which is"
            + " slower: {}",
        segments[current],
        failure.toString());
  }
}
