package dev.tollgate.upstream.openai;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Cancels its call in the first chunk and counts what comes nevertheless. */
final class CancellingListener implements AnswerListener {

  final AtomicInteger heard = new AtomicInteger();
  volatile @Nullable UpstreamCall call;

  @Override
  public void accepted() {}

  @Override
  public void answer(ChatResponse response) {
    heard.incrementAndGet();
  }

  @Override
  public void chunk(ChatChunk chunk) {
    heard.incrementAndGet();
    UpstreamCall own = call;
    if (own != null) {
      own.cancel();
    }
  }

  @Override
  public void end() {
    heard.incrementAndGet();
  }

  @Override
  public void failed(UpstreamFailure failure) {
    heard.incrementAndGet();
  }
}
