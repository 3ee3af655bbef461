package dev.tollgate.upstream;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down the events of one call and lets a test wait for them; checks their order. */
public final class RecordingListener implements AnswerListener {

  private final CompletableFuture<Object> last = new CompletableFuture<>();
  private final List<ChatChunk> chunks = new CopyOnWriteArrayList<>();
  private final Semaphore chunkArrivals = new Semaphore(0);
  private final CompletableFuture<Void> accepted = new CompletableFuture<>();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean disorder;

  @Override
  public void accepted() {
    during(() -> accepted.complete(null));
  }

  @Override
  public void answer(ChatResponse response) {
    during(() -> finish(response));
  }

  @Override
  public void chunk(ChatChunk chunk) {
    during(
        () -> {
          chunks.add(chunk);
          chunkArrivals.release();
        });
  }

  @Override
  public void end() {
    during(() -> finish("end"));
  }

  @Override
  public void failed(UpstreamFailure failure) {
    during(() -> finish(failure));
  }

  private void during(Runnable event) {
    if (inside.getAndIncrement() != 0 || last.isDone()) {
      disorder = true;
    }
    event.run();
    inside.decrementAndGet();
  }

  private void finish(Object event) {
    if (!last.complete(event)) {
      disorder = true;
    }
  }

  /** Waits for the last event: a whole answer. */
  public ChatResponse awaitAnswer() throws Exception {
    return (ChatResponse) awaitLast();
  }

  /** Waits for the last event: a failure. */
  public UpstreamFailure awaitFailure() throws Exception {
    return (UpstreamFailure) awaitLast();
  }

  /** Waits for the good end of a stream and gives its chunks. */
  public List<ChatChunk> awaitEnd() throws Exception {
    Object event = awaitLast();
    if (!event.equals("end")) {
      throw new AssertionError("no end but " + event);
    }
    return List.copyOf(chunks);
  }

  /** Waits for the last event, whatever it is. */
  public Object awaitAny() throws Exception {
    return awaitLast();
  }

  /** Waits for success to be told. */
  public void awaitAccepted() throws Exception {
    accepted.get(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for one more chunk than were waited for. */
  public void awaitChunk() throws InterruptedException {
    if (!chunkArrivals.tryAcquire(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("no chunk within " + Script.DEADLINE);
    }
  }

  /** The chunks so far. */
  public List<ChatChunk> chunks() {
    return List.copyOf(chunks);
  }

  /** True when the last event came. */
  public boolean isOver() {
    return last.isDone();
  }

  /** True when events overlapped or came behind the last one. */
  public boolean sawDisorder() {
    return disorder;
  }

  private Object awaitLast() throws InterruptedException, ExecutionException, TimeoutException {
    Object event = last.get(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    if (disorder) {
      throw new AssertionError("events out of order before " + event);
    }
    return event;
  }
}
