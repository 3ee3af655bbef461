package dev.tollgate.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final int SEGMENT_BYTES = 200;

  @TempDir Path folder;
  private Path base;
  private Journal journal;

  @BeforeEach
  void start() throws IOException {
    base = folder.resolve("ledger.mv.db");
    journal = open();
    journal.start(7);
  }

  @Test
  void givesBackWhatWasAppendedBeforeACrash() throws IOException {
    assertThat(append("one")).isTrue();
    assertThat(append("two")).isTrue();

    assertThat(left()).containsExactly("one", "two");
    assertThat(open().leftBy()).isEqualTo(7);
  }

  @Test
  void keepsTheOrderOverATurn() throws IOException {
    append("one");
    assertThat(journal.turn()).isTrue();
    append("two");
    assertThat(left()).containsExactly("one", "two");

    journal.retire();
    assertThat(left()).containsExactly("two");

    assertThat(journal.turn()).isTrue();
    append("three");
    assertThat(left()).containsExactly("two", "three");
  }

  @Test
  void turnsOnlyWhenThereIsSomethingAndTheOtherFileIsFree() {
    assertThat(journal.turn()).isFalse();
    append("one");
    assertThat(journal.turn()).isTrue();
    append("two");
    assertThat(journal.turn()).isFalse();
    journal.retire();
    assertThat(journal.turn()).isTrue();
  }

  @Test
  void clearedItForgetsAllAndStaysInOrder() throws IOException {
    append("one");
    journal.turn();
    append("two");
    journal.clear();
    assertThat(left()).isEmpty();
    assertThat(open().leftBy()).isZero();

    append("three");
    journal.turn();
    append("four");
    assertThat(left()).containsExactly("three", "four");
  }

  @Test
  void refusesWhatItHasNoRoomForAndTakesItAfterATurn() throws IOException {
    String large = "x".repeat(140);
    assertThat(append(large)).isTrue();
    assertThat(journal.fullPercent()).isGreaterThan(80);
    assertThat(append(large)).isFalse();
    assertThat(journal.turn()).isTrue();
    assertThat(append(large)).isTrue();

    assertThat(left()).containsExactly(large, large);
  }

  @Test
  void endsAtATornRecordAndNeverReadsAnEarlierUseOfTheFile() throws IOException {
    append("one of the first use");
    append("two of the first use");
    journal.turn();
    journal.retire();
    append("!");
    journal.turn();
    append("one of the later use");

    assertThat(left()).containsExactly("!", "one of the later use");

    tear(folder.resolve("ledger.mv.db.journal-1"), 30);
    assertThat(left()).containsExactly("!");
  }

  @Test
  void closedItLeavesNoFile() {
    append("one");
    journal.close();
    assertThat(folder).isEmptyDirectory();
    assertThat(append("two")).isFalse();
  }

  @Test
  void fileOfSomethingElseReadsAsEmpty() throws IOException {
    Files.writeString(folder.resolve("other.journal-1"), "not a journal at all, but long enough");
    assertThat(Journal.open(folder.resolve("other"), SEGMENT_BYTES).left()).isEmpty();
  }

  private Journal open() throws IOException {
    return Journal.open(base, SEGMENT_BYTES);
  }

  private boolean append(String record) {
    return journal.append(record.getBytes(UTF_8));
  }

  /** What a process would find that starts now. */
  private List<String> left() throws IOException {
    return open().left().stream().map(record -> new String(record, UTF_8)).toList();
  }

  private static void tear(Path file, int position) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), position);
    }
  }
}
