package dev.tollgate.store.files;

import java.nio.file.Path;

/**
 * Is told of what a process does to its files, on the thread that does it and before it goes on.
 */
public interface FileWatcher {

  /** Something is about to be written there. */
  void writes(Path file, long position);

  /** The first half of it is written. */
  void halfWritten(Path file, long position);

  /** All of it is written. */
  void written(Path file, long position);

  /** What was written is about to be synced. */
  void syncs(Path file);

  /** It is synced. */
  void synced(Path file);
}
