package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
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

  /** How long the end of a hold is tried again: a charge must not get lost to a passing fault. */
  static final Duration ENDING_PATIENCE = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  /** Classes of SQL states that the same command would meet again: data, integrity, syntax. */
  private static final Set<String> LASTING = Set.of("07", "0A", "21", "22", "23", "42");

  private final WriterSession session;
  private final Ticker ticker;
  private final Tally tally;
  private final FailureReport report;

  BatchRunner(WriterSession session, Ticker ticker, Tally tally) {
    this.session = session;
    this.ticker = ticker;
    this.tally = tally;
    report = new FailureReport(ticker, LOG::warn);
  }

  /** The answer for a command that was not carried out. */
  static Refusal overloaded() {
    return Refusal.retryable(
        RefusalKind.OVERLOADED,
        "The server is overloaded: try again in a second.",
        Duration.ofSeconds(1));
  }

  /** True when the command has waited longer than it may. */
  static boolean overdue(Command command, long nowNanos) {
    Duration patience = command instanceof Command.End ? ENDING_PATIENCE : PATIENCE;
    return nowNanos - command.pending().queuedNanos() > patience.toNanos();
  }

  /** Answers every command but those it returns: ends of holds that have to be tried again. */
  List<Command> run(List<Command> batch) {
    List<Command> again = new ArrayList<>();
    for (List<Command> transaction : session.transactions(batch)) {
      again.addAll(runTogether(transaction));
    }
    return again;
  }

  private List<Command> runTogether(List<Command> commands) {
    List<Command> due = commands.stream().filter(this::due).toList();
    if (due.isEmpty()) {
      return List.of();
    }
    Throwable failure = attempt(due, false);
    if (failure == null) {
      return List.of();
    }
    report.failed(due.size(), failure);
    return oneByOne(due, failure);
  }

  private List<Command> oneByOne(List<Command> commands, Throwable cause) {
    List<Command> again = new ArrayList<>();
    @Nullable Throwable broken = session.answers() ? null : cause;
    for (Command command : commands) {
      Throwable failure = broken;
      if (failure == null) {
        if (!due(command)) {
          continue;
        }
        failure = attempt(List.of(command), true);
        if (failure != null && !session.answers()) {
          broken = failure;
        }
      }
      if (failure != null) {
        judge(command, failure, again);
      }
    }
    if (broken != null) {
      session.disconnect();
    }
    return again;
  }

  /** Null when it worked. */
  private @Nullable Throwable attempt(List<Command> commands, boolean again) {
    try {
      tally.settled(session.carryOut(commands, again));
    } catch (Throwable failure) {
      // An Error too: the writer is the one thread that everybody's money waits for.
      return failure;
    }
    for (Command command : commands) {
      command.pending().deliver();
    }
    return null;
  }

  private void judge(Command command, Throwable failure, List<Command> again) {
    if (isLasting(command, failure)) {
      LOG.error("a command failed for good", failure);
      command.pending().fail(new IllegalStateException("the ledger can't write this", failure));
    } else if (command instanceof Command.End && due(command)) {
      again.add(command);
    } else {
      command.pending().fail(overloaded());
    }
  }

  private boolean due(Command command) {
    if (overdue(command, ticker.read())) {
      command.pending().fail(overloaded());
      return false;
    }
    return true;
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
