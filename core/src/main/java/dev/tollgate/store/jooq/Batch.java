package dev.tollgate.store.jooq;

import java.util.ArrayList;
import java.util.List;

/** The commands of one transaction, by kind, each kind in the order they came. */
record Batch(
    List<Command.Change<?>> changes,
    List<Command.Count> counts,
    List<Command.Hold> holds,
    List<Command.End> ends) {

  static Batch of(List<? extends Command> commands) {
    Batch batch =
        new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Command command : commands) {
      if (command instanceof Command.Hold hold) {
        batch.holds.add(hold);
      } else if (command instanceof Command.End end) {
        batch.ends.add(end);
      } else if (command instanceof Command.Count count) {
        batch.counts.add(count);
      } else if (command instanceof Command.Change<?> change) {
        batch.changes.add(change);
      } else {
        throw new IllegalStateException("a command of no known kind");
      }
    }
    return batch;
  }

  /** True when one of the changes has to be on disk before it is answered. */
  boolean changesLast() {
    return changes.stream().anyMatch(Command.Change::lasting);
  }
}
