package dev.tollgate.store.jooq;

import dev.tollgate.limits.Subject;
import dev.tollgate.limits.WindowStore;
import dev.tollgate.limits.Windows;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Keeps the windows of the one process of an embedded database, through its writer. */
final class JooqWindowStore implements WindowStore {

  private final GroupCommit writer;
  private final Reads reads;

  JooqWindowStore(GroupCommit writer, Reads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public Map<Subject, Windows> load(Instant now) {
    return reads.read(sql -> RateWindowRows.load(sql, now));
  }

  @Override
  public CompletionStage<Integer> save(Map<Subject, Windows> windows) {
    return writer.submit(
        pending -> new Command.Change<>(sql -> RateWindowRows.save(sql, windows), false, pending));
  }
}
