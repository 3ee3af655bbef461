package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.refusal.Refusal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what a caller's side hears, a line an event. */
final class RecordingSink implements AnswerSink {

  final List<String> events = new CopyOnWriteArrayList<>();
  volatile @Nullable Refusal refusal;
  volatile @Nullable ChatResponse response;
  volatile @Nullable Usage usage;

  @Override
  public void answer(ChatResponse answer, Usage used) {
    response = answer;
    usage = used;
    events.add("answer " + answer.content());
  }

  @Override
  public void chunk(ChatChunk chunk) {
    if (chunk instanceof ChatChunk.ContentDelta content) {
      events.add(content.text());
    } else if (chunk instanceof ChatChunk.Finish finish) {
      events.add("finish " + finish.reason().wire());
    } else {
      events.add(chunk.getClass().getSimpleName());
    }
  }

  @Override
  public void end(Usage used) {
    usage = used;
    events.add("end");
  }

  @Override
  public void fail(Refusal why) {
    refusal = why;
    events.add("fail " + why.kind());
  }

  @Override
  public void abandon() {
    events.add("abandon");
  }
}
