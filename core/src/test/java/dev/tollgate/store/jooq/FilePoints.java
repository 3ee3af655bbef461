package dev.tollgate.store.jooq;

import dev.tollgate.store.files.FileWatcher;
import java.nio.file.Path;

/** Knows a process's points by what it does to which file on which thread. */
final class FilePoints implements FileWatcher {

  private enum Task {
    WRITER,
    CHECKPOINTS,
    START
  }

  private final Stop stop;

  FilePoints(Stop stop) {
    this.stop = stop;
  }

  /** True on the ledger's one writer. */
  static boolean onWriter() {
    return task() == Task.WRITER;
  }

  @Override
  public void writes(Path file, long position) {
    if (isJournal(file) && position == 0 && task() == Task.START) {
      stop.at(KillPoint.BOOT_SYNCED);
    } else if (isData(file) && task() == Task.CHECKPOINTS) {
      stop.at(KillPoint.CHECKPOINT_BEGUN);
    }
  }

  @Override
  public void halfWritten(Path file, long position) {
    if (isJournal(file) && position > 0 && onWriter()) {
      stop.at(KillPoint.JOURNAL_TORN);
    } else if (isData(file) && task() == Task.CHECKPOINTS) {
      stop.at(KillPoint.CHECKPOINT_TORN);
    }
  }

  @Override
  public void written(Path file, long position) {
    if (isJournal(file) && position == 0) {
      stop.at(
          switch (task()) {
            case WRITER -> KillPoint.TOP_UP_HALF_CLEARED;
            case CHECKPOINTS -> KillPoint.CHECKPOINT_RETIRED;
            case START -> KillPoint.BOOT_HALF_CLEARED;
          });
    }
  }

  @Override
  public void syncs(Path file) {
    if (isJournal(file) && onWriter()) {
      stop.at(KillPoint.JOURNAL_APPENDED);
    } else if (isData(file)) {
      switch (task()) {
        case WRITER -> stop.at(KillPoint.TOP_UP_WRITTEN);
        case CHECKPOINTS -> stop.at(KillPoint.CHECKPOINT_WRITTEN);
        case START -> {}
      }
    }
  }

  @Override
  public void synced(Path file) {
    if (isData(file) && task() == Task.CHECKPOINTS) {
      stop.at(KillPoint.CHECKPOINT_SYNCED);
    }
  }

  private static boolean isJournal(Path file) {
    return file.toString().contains(".journal-");
  }

  private static boolean isData(Path file) {
    return file.toString().endsWith(".mv.db");
  }

  private static Task task() {
    return switch (Thread.currentThread().getName()) {
      case "tollgate-ledger-writer" -> Task.WRITER;
      case "tollgate-ledger-checkpoints" -> Task.CHECKPOINTS;
      default -> Task.START;
    };
  }
}
