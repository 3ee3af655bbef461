package dev.tollgate.gateway;

import dev.tollgate.chat.Usage;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What follows when the caller left: made under the exchange's lock, so that every later event goes
 * to the drain, and carried out without it.
 */
final class Leave {

  private final Gateway.Tools tools;
  private final @Nullable Attempt attempt;
  private final @Nullable Drain drain;
  private final boolean accepted;
  private final boolean whole;
  private final boolean unreported;

  /**
   * The leave from that attempt.
   *
   * @param attempt null when none was under way
   */
  Leave(Gateway.Tools tools, ChatCall call, @Nullable Attempt attempt) {
    this.tools = tools;
    this.attempt = attempt;
    if (attempt == null) {
      accepted = false;
      whole = false;
      unreported = false;
      drain = null;
    } else {
      accepted = attempt.accepted;
      whole = attempt.isWhole();
      unreported = attempt.finish != null && !attempt.meter.isReported();
      drain = new Drain(tools, call, attempt);
      attempt.drainTo(drain);
    }
  }

  void carryOut(CallEnding ending) {
    if (attempt == null || drain == null) {
      CompletionStage<Usage> unused = ending.abortUncharged(null);
      return;
    }
    boolean goesOn = attempt.leave(unreported);
    // Where the upstream never took the request there is nothing to pay for.
    drain.tellBeside(
        accepted
            ? ending.abort(attempt, used(attempt, drain, goesOn))
            : ending.abortUncharged(attempt));
  }

  private Supplier<CompletionStage<Usage>> used(Attempt left, Drain rest, boolean goesOn) {
    if (whole && !(unreported && goesOn)) {
      return () -> tools.used(left.meter);
    }
    Supplier<Usage> count = whole ? left.meter::usage : left.meter::partialUsage;
    // A report from before the end is not the last one; behind the end it may be on its way.
    return unreported && goesOn ? () -> rest.reportedOr(count) : () -> tools.counted(count);
  }
}
