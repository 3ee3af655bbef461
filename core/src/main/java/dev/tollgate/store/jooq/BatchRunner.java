package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs batches to an answer for each command: together, and if that fails each by itself, so that a
 * bad row can't fail its neighbours.
 *
 * <p>For the writer's thread alone.
 */
final class BatchRunner {

  /** How long a command may wait before it is carried out; then it isn't. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long whoever ends a hold is kept waiting while that is tried again. */
  static final Duration ENDING_PATIENCE = Duration.ofSeconds(30);

  /**
   * How long a settlement is tried again when its caller has long been told that it isn't known.
   */
  private static final Duration UNTIL_GIVEN_UP = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  /** Classes of SQL states that the same command would meet again: data, integrity, syntax. */
  private static final Set<String> LASTING = Set.of("07", "0A", "21", "22", "23", "42");

  private final WriterSession session;
  private final Ticker ticker;
  private final Tally tally;
  private final Flush flush;
  private final FailureReport report;
  private volatile boolean closing;

  BatchRunner(WriterSession session, Ticker ticker, Tally tally, Flush flush) {
    this.session = session;
    this.ticker = ticker;
    this.tally = tally;
    this.flush = flush;
    report = new FailureReport(ticker, LOG::warn);
  }

  /** The answer for a command that was not carried out. */
  static Refusal overloaded() {
    return Refusal.retryable(
        RefusalKind.OVERLOADED,
        "The server is overloaded: try again in a second.",
        Duration.ofSeconds(1));
  }

  /** True when the command has waited longer than anybody waits for it. */
  static boolean overdue(Command command, long nowNanos) {
    Duration patience = command instanceof Command.End ? ENDING_PATIENCE : PATIENCE;
    return nowNanos - command.pending().queuedNanos() > patience.toNanos();
  }

  /** True when it is carried out also when nobody waits for it any more: what was served costs. */
  static boolean outlivesItsCaller(Command command) {
    return command instanceof Command.End end && end.order() != null;
  }

  /** From now on nothing is carried out that nobody waits for. */
  void close() {
    closing = true;
  }

  /**
   * Answers every command, or has it answered once it is on disk, but those it returns: ends of
   * holds that have to be carried out yet.
   */
  List<Command> run(List<Command> batch) throws InterruptedException {
    List<Command> later = new ArrayList<>();
    for (List<Command> transaction : session.transactions(batch)) {
      runTogether(transaction, later);
    }
    return later;
  }

  private void runTogether(List<Command> commands, List<Command> later)
      throws InterruptedException {
    List<Command> due = commands.stream().filter(command -> due(command, later)).toList();
    if (due.isEmpty()) {
      return;
    }
    Throwable failure = attempt(due, false, later);
    if (failure != null) {
      report.failed(due.size(), failure);
      oneByOne(due, failure, later);
    }
  }

  private void oneByOne(List<Command> commands, Throwable cause, List<Command> later)
      throws InterruptedException {
    @Nullable Throwable broken = session.answers() ? null : cause;
    for (Command command : commands) {
      Throwable failure = broken;
      if (failure == null) {
        if (!due(command, later)) {
          continue;
        }
        failure = attempt(List.of(command), true, later);
        if (failure != null && !session.answers()) {
          broken = failure;
        }
      }
      if (failure != null) {
        judge(command, failure, later);
      }
    }
    if (broken != null) {
      session.disconnect();
    }
  }

  /** Null when it worked. */
  private @Nullable Throwable attempt(List<Command> commands, boolean again, List<Command> later)
      throws InterruptedException {
    List<Move> settled;
    try {
      settled = session.carryOut(commands, again);
    } catch (Throwable failure) {
      // An Error too: the writer is the one thread that everybody's money waits for.
      if (session.mayHaveCommitted()) {
        commands.forEach(command -> command.pending().doubt());
      }
      return failure;
    }
    Barrier barrier = session.barrier();
    if (barrier == null) {
      tally.settled(settled);
    }
    List<Command> unkept = new ArrayList<>();
    for (Command command : commands) {
      if (barrier != null && command.tellsWhatLasts()) {
        unkept.add(command);
      } else if (!command.pending().deliver() && command instanceof Command.Hold hold) {
        later.add(giveBack(hold));
      }
    }
    if (barrier != null && !unkept.isEmpty()) {
      flush.add(barrier, unkept, settled);
    }
    return null;
  }

  private void judge(Command command, Throwable failure, List<Command> later) {
    if (isLasting(command, failure)) {
      LOG.error("a command failed for good", failure);
      command.pending().fail(new IllegalStateException("the ledger can't write this", failure));
    } else if (command instanceof Command.End) {
      if (due(command, later)) {
        later.add(command);
      }
    } else {
      refuse(command, later);
    }
  }

  private boolean due(Command command, List<Command> later) {
    long now = ticker.read();
    if (!overdue(command, now)) {
      return true;
    }
    refuse(command, later);
    if (!outlivesItsCaller(command)) {
      return false;
    }
    boolean kept = !closing && now - command.pending().queuedNanos() <= UNTIL_GIVEN_UP.toNanos();
    if (!kept) {
      LOG.error("gave up a settlement that could not be written: {}", command);
    }
    return kept;
  }

  private void refuse(Command command, List<Command> later) {
    command.pending().fail(overloaded());
    if (command instanceof Command.Hold hold && hold.pending().isDoubtful()) {
      later.add(giveBack(hold));
    }
  }

  /** Whoever was told that there is no hold will never end it. */
  private Command giveBack(Command.Hold hold) {
    HoldOrder order = hold.order();
    return Command.End.release(
        order.id(), order.caller().account(), order.created(), new Pending<>(ticker.read()));
  }

  private static boolean isLasting(Command command, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state != null && state.length() == 5 && LASTING.contains(state.substring(0, 2));
      }
    }
    // Nothing that the database said: a bug of ours, or a fault inside an embedded one. A charge
    // is worth trying again whichever it is.
    return failure instanceof RuntimeException && !(command instanceof Command.End);
  }
}
