package dev.tollgate.gateway;

import com.google.common.base.Ticker;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.LostAnswer.Reason;
import dev.tollgate.metering.Meter;
import dev.tollgate.metering.TokenCounter;
import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.UpstreamHealth;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.structured.AnswerCheck;
import dev.tollgate.upstream.UpstreamFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one way in: a call that was admitted, planned and paid for goes out to its upstreams. */
public final class Gateway {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** Failures that may be the model's and not only its server's. */
  private static final Set<UpstreamFailure.Kind> BY_THE_MODEL =
      Set.of(
          UpstreamFailure.Kind.SERVER_ERROR,
          UpstreamFailure.Kind.TIMEOUT,
          UpstreamFailure.Kind.BAD_ANSWER,
          UpstreamFailure.Kind.MODEL_FAILED,
          UpstreamFailure.Kind.CONTENT_POLICY);

  private final Tools tools;
  private final ActiveExchanges active = new ActiveExchanges();
  private volatile boolean ended;

  /**
   * What every call works with.
   *
   * @param timer runs deadlines; its tasks are short. It must forget what is cancelled ({@code
   *     setRemoveOnCancelPolicy}), or every call is kept until its deadline
   * @param counting where tokens are counted that no upstream reported, and answers are checked,
   *     away from I/O threads
   * @param jitter spreads second tries at the same upstream; thread-safe
   * @param healths of all upstreams that calls may name
   * @param check judges answers to requests that ask for JSON
   */
  public record Tools(
      GatewayTimeouts timeouts,
      TokenCounter counter,
      ScheduledExecutorService timer,
      Executor counting,
      RandomGenerator jitter,
      List<ExchangeListener> listeners,
      UpstreamHealths healths,
      AnswerCheck check) {
    public Tools {
      listeners = List.copyOf(listeners);
    }

    Attempt attempt(
        CallExchange exchange, ChatCall call, Candidate candidate, UpstreamHealth.Visit visit) {
      OutputCap cap = new OutputCap(meter(call, candidate), counter, call.maxTokens(candidate));
      return new Attempt(
          exchange, candidate, visit, cap, new AnswerSigns(call.request().tooling().tools()));
    }

    Meter meter(ChatCall call, Candidate candidate) {
      return new Meter(counter, call.request(), call.maxTokens(candidate));
    }

    void tellFailure(ChatCall call, Attempt attempt, UpstreamFailure failure) {
      tell(l -> l.attemptFailed(call, attempt.candidate.upstream().id(), failure));
      Alarm.of(failure.kind()).ifPresent(alarm -> alarm(call, attempt, alarm));
      if (BY_THE_MODEL.contains(failure.kind())) {
        tell(l -> l.showed(call, call.model(attempt.candidate), false));
      }
    }

    /** Tells what was used for an answer that its upstream spoilt. */
    void tellLoss(ChatCall call, Attempt attempt) {
      tellLoss(call, attempt, attempt.answered ? Reason.UNFIT : Reason.BROKEN_OFF);
    }

    /**
     * Tells what was used for an answer that ends without a charge, once it is known. It is counted
     * for the books alone: where too much else is to be counted, it is not.
     */
    void tellLoss(ChatCall call, Attempt attempt, Reason reason) {
      if (!attempt.isBegun()) {
        return;
      }
      Meter meter = attempt.meter;
      if (attempt.isWhole() && !meter.mustCount()) {
        tellLoss(call, attempt.lost(call, reason, Usage.NONE, meter.usage()));
        return;
      }
      Supplier<Usage> count = attempt.isWhole() ? meter::usage : meter::partialUsage;
      try {
        counting.execute(() -> tellLoss(call, attempt.lost(call, reason, Usage.NONE, count.get())));
      } catch (RejectedExecutionException e) {
        LOG.warn("{}: what was lost is not counted, as too much else is", call.requestId());
      }
    }

    void tellLoss(ChatCall call, LostAnswer answer) {
      tell(listener -> listener.lost(call, answer));
    }

    void tellAnswers(ChatCall call, Attempt attempt) {
      tell(listener -> listener.answers(call, call.model(attempt.candidate)));
    }

    /**
     * Counts or judges, which takes time, away from I/O threads. Where too much else is to be
     * counted it slows an upstream's thread, or at a deadline the timer: not to do it would give an
     * answer away, or pass on what was not asked for.
     */
    void work(Runnable task) {
      new AlwaysRuns(counting).execute(task);
    }

    /** What a whole answer used: a report waits behind nobody's count. */
    CompletionStage<Usage> used(Meter meter) {
      return meter.mustCount()
          ? counted(meter::usage)
          : CompletableFuture.completedFuture(meter.usage());
    }

    CompletionStage<Usage> counted(Supplier<Usage> count) {
      return CompletableFuture.supplyAsync(count, this::work);
    }

    void alarm(ChatCall call, Attempt attempt, Alarm what) {
      String upstream = attempt.candidate.upstream().id();
      tell(listener -> listener.alarmed(call, upstream, what));
    }

    void tell(Consumer<ExchangeListener> event) {
      for (ExchangeListener listener : listeners) {
        try {
          event.accept(listener);
        } catch (RuntimeException e) {
          LOG.warn("a listener failed", e);
        }
      }
    }
  }

  /** A gateway with those tools; thread-safe. */
  public Gateway(Tools tools) {
    this.tools = tools;
  }

  /**
   * Starts a call and returns at once; the sink hears of the answer, perhaps before this returns.
   *
   * @return the handle for the caller's side
   */
  public Exchange answer(ChatCall call, AnswerSink sink) {
    GatewayTimeouts timeouts = tools.timeouts();
    ExchangeClock clock =
        new ExchangeClock(
            tools.timer(),
            Ticker.systemTicker(),
            call.request().stream() ? timeouts.stream() : timeouts.request());
    CallExchange exchange = new CallExchange(tools, active, call, sink, clock);
    if (ended) {
      exchange.shutDown();
    } else {
      exchange.start();
    }
    return exchange;
  }

  /**
   * The same for programs that want the whole answer as a value.
   *
   * @param call of a request that does not stream
   * @return completes with the settled answer; exceptionally with a {@link
   *     dev.tollgate.refusal.Refusal}; completing it from outside, as by cancelling, hangs up
   */
  public CompletableFuture<Completion> complete(ChatCall call) {
    if (call.request().stream()) {
      throw new IllegalArgumentException("a stream has no whole answer: use answer()");
    }
    CompletionSink sink = new CompletionSink();
    Exchange exchange = answer(call, sink);
    CompletionStage<Completion> outcome = sink.completion();
    outcome.whenComplete(
        (completion, failure) -> {
          if (failure != null) {
            // Cancelled or timed out by whoever holds it; after a refusal of ours this does
            // nothing.
            exchange.callerGone();
          }
        });
    return sink.completion();
  }

  /** How many calls are under way. */
  public int active() {
    return active.count();
  }

  /**
   * Waits until no call is under way.
   *
   * @return false when some were left after that time
   */
  public boolean awaitIdle(Duration most) throws InterruptedException {
    return active.awaitNone(most);
  }

  /** Ends every call under way or to come, at no charge: for a shutdown that waits no longer. */
  public void endAll() {
    ended = true;
    active.now().forEach(CallExchange::shutDown);
  }
}
