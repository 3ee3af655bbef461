package dev.tollgate.gateway;

import dev.tollgate.chat.Usage;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What follows when the caller left: made under the exchange's lock, so that every later event goes
 * to the drain, and carried out without it.
 */
final class Leave {

  private final @Nullable Attempt attempt;
  private final @Nullable Drain drain;
  private final boolean accepted;
  private final boolean whole;

  /**
   * The leave from that attempt.
   *
   * @param attempt null when none was under way
   */
  Leave(Gateway.Tools tools, ChatCall call, @Nullable Attempt attempt) {
    this.attempt = attempt;
    if (attempt == null) {
      accepted = false;
      whole = false;
      drain = null;
    } else {
      accepted = attempt.accepted;
      whole = attempt.isWhole();
      drain = new Drain(tools, call, attempt);
      attempt.drainTo(drain);
    }
  }

  void carryOut(CallEnding ending) {
    if (attempt != null) {
      attempt.leave();
    }
    // Where the upstream never took the request there is nothing to pay for.
    CompletionStage<Usage> charged =
        attempt != null && accepted ? ending.abort(attempt, whole) : ending.abortUncharged(attempt);
    if (drain != null) {
      drain.tellBeside(charged);
    }
  }
}
