package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.metering.Meter;
import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.UpstreamHealth;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/**
 * One try at one upstream; its fields belong to its exchange and are guarded by that one's lock.
 */
final class Attempt implements AnswerListener {

  private final CallExchange exchange;
  final Candidate candidate;
  final UpstreamHealth.Visit visit;
  final Meter meter;
  private final AnswerSigns signs;
  boolean accepted;

  /** The whole answer is there; what remains is to judge it. */
  boolean answered;

  ChatChunk.@Nullable Finish finish;
  private volatile @Nullable UpstreamCall call;

  Attempt(
      CallExchange exchange,
      Candidate candidate,
      UpstreamHealth.Visit visit,
      Meter meter,
      AnswerSigns signs) {
    this.exchange = exchange;
    this.candidate = candidate;
    this.visit = visit;
    this.meter = meter;
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
    return signs.inOrder(asked != null || lowered);
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

  /** Takes a part of the answer; false when it is not to be passed on. */
  boolean take(ChatChunk chunk) {
    meter.chunk(chunk);
    signs.chunk(chunk);
    if (chunk instanceof ChatChunk.Finish last) {
      // Held back until the stream is whole: a failure behind it must not look like a success.
      finish = last;
      return false;
    }
    return true;
  }

  /** True when all of the answer was received. */
  boolean isWhole() {
    return answered || finish != null;
  }

  /** Cancels what was started; what is still being started is cancelled by whoever started it. */
  void cancel() {
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

  @Override
  public void answer(ChatResponse response) {
    exchange.answer(this, response);
  }

  @Override
  public void chunk(ChatChunk chunk) {
    exchange.chunk(this, chunk);
  }

  @Override
  public void end() {
    exchange.end(this);
  }

  @Override
  public void failed(UpstreamFailure failure) {
    exchange.failed(this, failure);
  }
}
