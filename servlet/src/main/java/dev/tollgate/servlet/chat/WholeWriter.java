package dev.tollgate.servlet.chat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.AnswerSink;
import dev.tollgate.refusal.Refusal;
import java.util.List;

/** Turns the one event of a call that does not stream into its caller's answer. */
final class WholeWriter implements AnswerSink {

  private static final byte[] NO_EVENT = {};

  private final CallerAnswer caller;
  private final WholeAnswer whole;

  WholeWriter(CallerAnswer caller, WholeAnswer whole) {
    this.caller = caller;
    this.whole = whole;
  }

  @Override
  public void answer(ChatResponse answer, Usage usage) {
    caller.whole(whole.body(answer, usage));
  }

  @Override
  public void fail(Refusal refusal) {
    caller.fail(List.of(), refusal, NO_EVENT);
  }

  @Override
  public void abandon() {
    caller.abandon();
  }

  @Override
  public void chunk(ChatChunk chunk) {
    throw new IllegalStateException("a whole answer has no events");
  }

  @Override
  public void end(Usage usage) {
    throw new IllegalStateException("a whole answer has no events");
  }
}
