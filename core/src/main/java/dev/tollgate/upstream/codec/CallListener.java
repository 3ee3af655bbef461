package dev.tollgate.upstream.codec;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.UpstreamFailure;

/**
 * Stands before a listener and keeps the contract of events: one last event, and none after a
 * cancellation. One buffer of the upstream's may hold many events, so the HTTP exchange alone
 * cannot do it.
 */
final class CallListener implements AnswerListener {

  private final AnswerListener listener;
  private volatile boolean over;

  CallListener(AnswerListener listener) {
    this.listener = listener;
  }

  /** No event begins any more. */
  void close() {
    over = true;
  }

  @Override
  public void accepted() {
    if (!over) {
      listener.accepted();
    }
  }

  @Override
  public void answer(ChatResponse response) {
    if (!over) {
      over = true;
      listener.answer(response);
    }
  }

  @Override
  public void chunk(ChatChunk chunk) {
    if (!over) {
      listener.chunk(chunk);
    }
  }

  @Override
  public void end() {
    if (!over) {
      over = true;
      listener.end();
    }
  }

  @Override
  public void failed(UpstreamFailure failure) {
    if (!over) {
      over = true;
      listener.failed(failure);
    }
  }
}
