package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.Usage;
import dev.tollgate.metering.Meter;
import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.UpstreamHealth;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try at one upstream; its fields belong to its exchange and are guarded by that one's lock.
 */
final class Attempt implements AnswerListener {

  private final CallExchange exchange;
  final Candidate candidate;
  final UpstreamHealth.Visit visit;
  final Meter meter;
  private final OutputCap cap;
  private final AnswerSigns signs;
  boolean accepted;

  /** The whole answer is there; what remains is to judge it. */
  boolean answered;

  ChatChunk.@Nullable Finish finish;

  /** A part of the answer is there. */
  private boolean begun;

  private volatile @Nullable UpstreamCall call;

  /** What becomes of the rest, once the caller left. */
  private volatile @Nullable Drain drain;

  private volatile boolean drained;

  Attempt(
      CallExchange exchange,
      Candidate candidate,
      UpstreamHealth.Visit visit,
      OutputCap cap,
      AnswerSigns signs) {
    this.exchange = exchange;
    this.candidate = candidate;
    this.visit = visit;
    this.cap = cap;
    this.meter = cap.meter();
    this.signs = signs;
  }

  /** Takes note of the whole answer. */
  void received(ChatResponse response) {
    meter.answer(response);
    signs.answer(response);
  }

  /** True when the whole answer shows nothing that speaks against its model. */
  boolean inOrder(ChatCall call) {
    Long asked = call.request().maxTokens();
    boolean lowered = call.maxTokens(candidate) < call.model(candidate).maxOutputTokens();
    // Cut by us, it says nothing of its own end.
    return signs.inOrder(asked != null || lowered || isCut());
  }

  void start(ChatCall order) {
    call =
        candidate
            .upstream()
            .call(
                new UpstreamRequest(
                    order.request(), candidate.upstreamModel(), order.maxTokens(candidate)),
                this);
  }

  /** Takes a part of the answer; gives what of it is to be passed on now, or null. */
  @Nullable ChatChunk take(ChatChunk chunk) {
    begun = true;
    signs.chunk(chunk);
    if (chunk instanceof ChatChunk.Finish last) {
      // Held back until the stream is whole: a failure behind it must not look like a success.
      finish = last;
      return null;
    }
    return cap.take(chunk);
  }

  /** The answer is complete: gives why it ended, or null when nothing said so. */
  ChatChunk.@Nullable Finish conclude() {
    cap.end();
    if (cap.isIgnored()) {
      ChatChunk.Finish cut = new ChatChunk.Finish(FinishReason.LENGTH);
      signs.chunk(cut);
      finish = cut;
    }
    return finish;
  }

  /** True when its answer is cut here, because it goes on beyond what was asked for. */
  boolean isCut() {
    return cap.isIgnored();
  }

  /** The end of the answer, in order: what was held back of it, and why it ended. */
  List<ChatChunk> ending(ChatChunk.Finish last) {
    List<ChatChunk> chunks = new ArrayList<>(cap.held());
    chunks.add(last);
    return chunks;
  }

  /** True when all of the answer was received. */
  boolean isWhole() {
    return answered || finish != null;
  }

  /** True when a part of the answer was received, which its provider may bill. */
  boolean isBegun() {
    return begun || answered;
  }

  /** Its answer as one that is not wholly paid for. */
  LostAnswer lost(ChatCall order, LostAnswer.Reason reason, Usage charged, Usage used) {
    return new LostAnswer(
        candidate.upstream().id(), reason, order.plan().leg(candidate).price(), charged, used);
  }

  /** From now on, what comes is only metered; to be followed by {@link #leave}. */
  void drainTo(Drain rest) {
    drain = rest;
  }

  /**
   * Nobody wants its answer any more.
   *
   * @param unreported true when the end of it was told, and not what it used
   * @return true when what still comes is told to its drain, up to the last event
   */
  boolean leave(boolean unreported) {
    UpstreamCall started = call;
    drained = started != null && started.leave(unreported);
    if (!drained) {
      visit.abandoned();
    }
    return drained;
  }

  /**
   * Cancels what was started and is not drained; what is still being started is cancelled by
   * whoever started it.
   */
  void cancel() {
    if (drained) {
      return;
    }
    visit.abandoned();
    UpstreamCall started = call;
    if (started != null) {
      started.cancel();
    }
  }

  void pause() {
    UpstreamCall started = call;
    if (started != null) {
      started.pause();
    }
  }

  void resume() {
    UpstreamCall started = call;
    if (started != null) {
      started.resume();
    }
  }

  @Override
  public void accepted() {
    exchange.accepted(this);
  }

  // What the exchange passes over because the caller had just left is the drain's: a last event
  // must reach it. A chunk at that very moment may be missed.

  @Override
  public void answer(ChatResponse response) {
    exchange.answer(this, response);
    Drain rest = drain;
    if (rest != null) {
      rest.answer(response);
    }
  }

  @Override
  public void chunk(ChatChunk chunk) {
    Drain rest = drain;
    if (rest == null) {
      exchange.chunk(this, chunk);
    } else {
      rest.chunk(chunk);
    }
  }

  @Override
  public void end() {
    exchange.end(this);
    Drain rest = drain;
    if (rest != null) {
      rest.end();
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    exchange.failed(this, failure);
    Drain rest = drain;
    if (rest != null) {
      rest.failed();
    }
  }
}
