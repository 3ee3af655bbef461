package dev.tollgate.store.jooq;

import dev.tollgate.limits.Admission;
import dev.tollgate.limits.RateCheck;
import dev.tollgate.limits.SharedWindows;
import java.util.concurrent.CompletionStage;

/** Hands requests to be counted to the writer. */
final class JooqSharedWindows implements SharedWindows {

  private final GroupCommit writer;

  JooqSharedWindows(GroupCommit writer) {
    this.writer = writer;
  }

  @Override
  public CompletionStage<Admission> count(RateCheck check) {
    return writer.submit(pending -> new Command.Count(check, pending));
  }
}
