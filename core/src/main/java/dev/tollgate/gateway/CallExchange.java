package dev.tollgate.gateway;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.upstream.UpstreamFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of a call: every event of the upstream, the deadline and the caller's going away
 * pass through its state under one lock, so that none can race another.
 *
 * <p>Nothing foreign is called under the lock but an upstream's pause and resume, which must not
 * overtake each other.
 */
final class CallExchange implements Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(CallExchange.class);

  /** The states, passed from first to last; in ENDING it is decided how, and events are ignored. */
  private enum State {
    ADMITTED,
    CALLING,
    ANSWERING,
    ENDING
  }

  private final Gateway.Tools tools;
  private final ChatCall call;
  private final ActiveExchanges active;
  private final ExchangeClock clock;
  private final Attempts attempts;
  private final Delivery delivery;
  private final CallEnding ending;
  private final AnswerCap cap;
  private final FormCheck form;
  private final ShownAnswer shown;

  private final Object lock = new Object();
  private State state = State.ADMITTED;

  /** The attempt whose events count; null between two attempts and in the end. */
  private @Nullable Attempt current;

  private boolean paused;

  CallExchange(
      Gateway.Tools tools,
      ActiveExchanges active,
      ChatCall call,
      AnswerSink sink,
      ExchangeClock clock) {
    this.tools = tools;
    this.active = active;
    this.call = call;
    this.clock = clock;
    this.attempts =
        new Attempts(
            call.plan().candidates(), tools.healths(), active.retries(), clock, tools.jitter());
    this.delivery = new Delivery(sink, call.requestId());
    this.ending = new CallEnding(tools, call, delivery, clock, this::ended);
    this.cap = new AnswerCap(tools, call);
    this.form = new FormCheck(tools, call);
    this.shown = new ShownAnswer(call.request().reasoning());
  }

  private void ended() {
    attempts.close();
    active.remove(this);
  }

  void start() {
    tools.tell(listener -> listener.began(call));
    active.add(this);
    clock.onDeadline(() -> breakOff(FailureRefusals.tooLate()));
    Attempts.Try first = attempts.first();
    if (first == null) {
      breakOff(FailureRefusals.outOfUse());
    } else {
      attempt(first);
    }
  }

  private void attempt(Attempts.Try next) {
    Attempt attempt;
    synchronized (lock) {
      var visit = attempts.visit(next);
      if (state == State.ENDING) {
        visit.abandoned();
        return;
      }
      state = State.CALLING;
      attempt = tools.attempt(this, call, next.candidate(), visit);
      current = attempt;
    }
    try {
      attempt.start(call);
    } catch (RuntimeException e) {
      LOG.error("{}: an upstream threw instead of telling", call.requestId(), e);
      breakOff(FailureRefusals.ourFault());
      return;
    }
    synchronized (lock) {
      if (current != attempt) {
        attempt.cancel();
      } else if (paused) {
        attempt.pause();
      }
    }
  }

  void accepted(Attempt attempt) {
    synchronized (lock) {
      attempt.accepted = true;
      attempts.close();
    }
  }

  void chunk(Attempt attempt, ChatChunk chunk) {
    ChatChunk passed;
    boolean begins;
    boolean cut;
    synchronized (lock) {
      if (current != attempt) {
        return;
      }
      passed = shown.part(attempt.take(chunk));
      cut = attempt.isCut();
      begins = passed != null && state == State.CALLING;
      if (begins) {
        state = State.ANSWERING;
        clock.firstChunk();
        attempt.visit.answers();
      }
      if (passed != null) {
        delivery.reserve();
      }
    }
    if (begins) {
      tools.tellAnswers(call, attempt);
    }
    if (passed != null && !delivery.chunk(passed)) {
      breakOff(FailureRefusals.ourFault());
    } else if (cut) {
      end(attempt);
      attempt.cancel();
    }
  }

  void answer(Attempt attempt, ChatResponse response) {
    synchronized (lock) {
      if (current != attempt || attempt.answered) {
        return;
      }
      attempt.answered = true;
      attempt.received(response);
      attempt.visit.answers();
      // Also when its form turns out not to be the one asked for: that is the model's doing.
      tools.healths().succeeded(attempt.candidate, attempt.visit);
    }
    Model model = call.model(attempt.candidate);
    cap.keep(
        attempt, response, kept -> form.judge(model, kept, fits -> judged(attempt, kept, fits)));
  }

  private void judged(Attempt attempt, ChatResponse response, boolean fits) {
    if (!fits) {
      failed(attempt, FormCheck.UNFIT);
      return;
    }
    synchronized (lock) {
      if (current != attempt) {
        return;
      }
      takeCurrent();
      clock.firstChunk();
    }
    ending.answer(attempt, shown.of(response));
  }

  void end(Attempt attempt) {
    ChatChunk.Finish finish;
    synchronized (lock) {
      if (current != attempt) {
        return;
      }
      finish = attempt.conclude();
      if (finish != null) {
        tools.healths().succeeded(attempt.candidate, attempt.visit);
        takeCurrent();
      }
    }
    if (attempt.isCut()) {
      tools.alarm(call, attempt, Alarm.CAP_IGNORED);
    }
    if (finish == null) {
      failed(
          attempt,
          UpstreamFailure.of(UpstreamFailure.Kind.BAD_ANSWER, "the stream has no finish reason"));
    } else if (attempt.ending(finish).stream().filter(shown::has).allMatch(delivery::atEnd)) {
      ending.end(attempt);
    } else {
      ending.fail(attempt, FailureRefusals.ourFault());
    }
  }

  void failed(Attempt attempt, UpstreamFailure failure) {
    Attempts.@Nullable Try next;
    synchronized (lock) {
      if (current != attempt) {
        return;
      }
      tools.healths().failed(attempt.candidate, attempt.visit, failure);
      next = state == State.CALLING ? attempts.after(attempt.accepted, failure) : null;
      if (next == null) {
        takeCurrent();
      } else {
        current = null;
      }
    }
    tools.tellFailure(call, attempt, failure);
    if (next == null) {
      ending.fail(
          attempt, attempts.outOfBudget() ? FailureRefusals.busy() : FailureRefusals.of(failure));
    } else if (next.delay().isZero()) {
      attempt(next);
    } else {
      clock.after(next.delay(), () -> attempt(next));
    }
    tools.tellLoss(call, attempt);
  }

  /** Ends the call because the process does; it costs nothing. */
  void shutDown() {
    breakOff(FailureRefusals.shuttingDown());
  }

  private void breakOff(Refusal refusal) {
    Attempt attempt;
    synchronized (lock) {
      if (state == State.ENDING) {
        return;
      }
      if (state == State.CALLING && refusal.kind() == RefusalKind.UPSTREAM_TIMEOUT) {
        attempts.overdue();
      }
      attempt = takeCurrent();
    }
    ending.breakOff(attempt, refusal);
  }

  @Override
  public void callerGone() {
    Leave leave;
    synchronized (lock) {
      if (state == State.ENDING) {
        return;
      }
      leave = new Leave(tools, call, takeCurrent());
    }
    leave.carryOut(ending);
  }

  @Override
  public void pause() {
    synchronized (lock) {
      paused = true;
      if (current != null) {
        current.pause();
      }
    }
  }

  @Override
  public void resume() {
    synchronized (lock) {
      paused = false;
      if (current != null) {
        current.resume();
      }
    }
  }

  /**
   * Decides the ending; whoever calls this under the lock, and nobody else, then brings it about.
   */
  private @Nullable Attempt takeCurrent() {
    Attempt taken = current;
    current = null;
    state = State.ENDING;
    return taken;
  }
}
