package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.refusal.Refusal;

/** Hands everything on, and does something of its own in every chunk and in the last event. */
record BusySink(AnswerSink next, Runnable inChunk, Runnable inLast) implements AnswerSink {

  BusySink(AnswerSink next, Runnable inChunk) {
    this(next, inChunk, () -> {});
  }

  @Override
  public void chunk(ChatChunk chunk) {
    inChunk.run();
    next.chunk(chunk);
  }

  @Override
  public void answer(ChatResponse response, Usage usage) {
    inLast.run();
    next.answer(response, usage);
  }

  @Override
  public void end(Usage usage) {
    inLast.run();
    next.end(usage);
  }

  @Override
  public void fail(Refusal refusal) {
    inLast.run();
    next.fail(refusal);
  }

  @Override
  public void abandon() {
    inLast.run();
    next.abandon();
  }
}
