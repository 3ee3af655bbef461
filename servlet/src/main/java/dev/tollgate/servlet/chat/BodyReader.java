package dev.tollgate.servlet.chat;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads one body as it comes, without a thread, within a size, a time and the process's budget;
 * then dispatches the request again with the outcome on it.
 *
 * <p>A body that is too large is drained for a while before it is refused, so that a caller who is
 * still sending can read the answer.
 */
final class BodyReader implements ReadListener {

  private static final String ATTRIBUTE = "dev.tollgate.body";
  private static final int BUFFER = 8192;
  private static final long DRAIN_BYTES = 1 << 20;
  private static final long DRAIN_SECONDS = 2;
  private static final long BODY_SECONDS = 30;

  /** What the reading came to. */
  sealed interface Outcome {}

  /** The whole body. */
  static final class Body implements Outcome {

    private final byte[] bytes;

    private Body(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  /**
   * It is refused.
   *
   * @param close true when the rest of it was not read, so that the connection can't go on
   */
  record Refused(Refusal refusal, boolean close) implements Outcome {}

  private final AsyncContext async;
  private final ServletInputStream in;
  private final long limit;
  private final ByteBudget budget;
  private final ScheduledExecutorService timer;
  private final ErrorWriter errors;
  private final byte[] buffer = new byte[BUFFER];

  /** A body whose length was announced is refused at its first byte, any other at its limit. */
  private final long drainLimit;

  private final ByteArrayOutputStream body;
  private long taken;
  private long drained;
  private @Nullable Refusal refusal;
  private @Nullable Future<?> deadline;
  private boolean done;

  private BodyReader(
      AsyncContext async,
      ChatRequestFilter.BodyLimits limits,
      ScheduledExecutorService timer,
      ErrorWriter errors)
      throws IOException {
    this.async = async;
    this.in = async.getRequest().getInputStream();
    this.limit = limits.maxBody();
    this.budget = limits.budget();
    this.timer = timer;
    this.errors = errors;
    long announced = async.getRequest().getContentLengthLong();
    this.body = new ByteArrayOutputStream((int) Math.max(0, Math.min(announced, BUFFER)));
    this.drainLimit = announced > limit ? limit + DRAIN_BYTES : DRAIN_BYTES;
    if (announced > limit) {
      refuse(tooLarge(limit));
    }
  }

  /** Begins to read; the outcome is on the request when it is dispatched again. */
  static void start(
      AsyncContext async,
      ChatRequestFilter.BodyLimits limits,
      ScheduledExecutorService timer,
      ErrorWriter errors)
      throws IOException {
    BodyReader reader = new BodyReader(async, limits, timer, errors);
    if (reader.deadline == null) {
      reader.await(BODY_SECONDS);
    }
    reader.in.setReadListener(reader);
  }

  /** The outcome, once; null before there is one. */
  static @Nullable Outcome takeOutcome(ServletRequest request) {
    Object outcome = request.getAttribute(ATTRIBUTE);
    request.removeAttribute(ATTRIBUTE);
    return outcome instanceof Outcome known ? known : null;
  }

  @Override
  public synchronized void onDataAvailable() throws IOException {
    while (!done && in.isReady() && !in.isFinished()) {
      int count = in.read(buffer);
      if (count < 0) {
        return;
      }
      take(count);
    }
  }

  private void take(int count) {
    if (refusal != null) {
      drained += count;
      if (drained > drainLimit) {
        finish(new Refused(refusal, true));
      }
    } else if (body.size() + (long) count > limit) {
      refuse(tooLarge(limit));
    } else if (!budget.take(count)) {
      refuse(
          Refusal.retryable(
              RefusalKind.OVERLOADED,
              "The server is reading too many large requests.",
              Duration.ofSeconds(1)));
    } else {
      taken += count;
      body.write(buffer, 0, count);
    }
  }

  private void refuse(Refusal why) {
    refusal = why;
    body.reset();
    await(DRAIN_SECONDS);
  }

  static Refusal tooLarge(long limit) {
    return Refusal.of(
        RefusalKind.REQUEST_TOO_LARGE, "The body is larger than " + limit + " bytes.");
  }

  @Override
  public synchronized void onAllDataRead() {
    finish(refusal != null ? new Refused(refusal, false) : new Body(body.toByteArray()));
  }

  @Override
  public synchronized void onError(Throwable broken) {
    if (!done) {
      close();
      answerBroken((HttpServletResponse) async.getResponse());
      async.complete();
    }
  }

  /** Who broke off may still read: half a connection can be closed, and framing can be wrong. */
  private void answerBroken(HttpServletResponse response) {
    if (response.isCommitted()) {
      return;
    }
    try {
      // Written here, because no container promises another dispatch after an error.
      response.setHeader("Connection", "close");
      errors.write(
          response,
          Refusal.of(
              RefusalKind.INVALID_REQUEST, "The body ended early, or its framing is not valid."));
    } catch (IOException | IllegalStateException e) {
      // He does not read either.
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  private synchronized void onDeadline() {
    if (done) {
      return;
    }
    Refusal late =
        Refusal.of(
            RefusalKind.INVALID_REQUEST,
            "The body did not arrive within " + BODY_SECONDS + " seconds.");
    finish(new Refused(refusal != null ? refusal : late, true));
  }

  private void finish(Outcome outcome) {
    if (!done) {
      close();
      async.getRequest().setAttribute(ATTRIBUTE, outcome);
      async.dispatch();
    }
  }

  private void close() {
    done = true;
    budget.give(taken);
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private void await(long seconds) {
    if (deadline != null) {
      deadline.cancel(false);
    }
    deadline = timer.schedule(this::onDeadline, seconds, TimeUnit.SECONDS);
  }
}
