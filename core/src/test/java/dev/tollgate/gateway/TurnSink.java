package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.refusal.Refusal;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts last events, and events that come at the same time as another or behind the last one. */
final class TurnSink implements AnswerSink {

  final AtomicInteger last = new AtomicInteger();
  final AtomicInteger outOfTurn = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();

  private void heard(boolean isLast) {
    if (inside.getAndIncrement() != 0 || last.get() != 0) {
      outOfTurn.incrementAndGet();
    }
    for (int spin = 0; spin < 200; spin++) {
      Thread.onSpinWait();
    }
    if (isLast) {
      last.incrementAndGet();
    }
    inside.decrementAndGet();
  }

  @Override
  public void chunk(ChatChunk chunk) {
    heard(false);
  }

  @Override
  public void answer(ChatResponse response, Usage usage) {
    heard(true);
  }

  @Override
  public void end(Usage usage) {
    heard(true);
  }

  @Override
  public void fail(Refusal refusal) {
    heard(true);
  }

  @Override
  public void abandon() {
    heard(true);
  }
}
