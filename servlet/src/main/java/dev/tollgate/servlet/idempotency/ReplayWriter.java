package dev.tollgate.servlet.idempotency;

import dev.tollgate.idempotency.IdempotencyKey;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.servlet.http.StreamHead;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Sends a stored answer as fast as its caller takes it, without a thread that waits for him. */
final class ReplayWriter implements WriteListener, AsyncListener {

  private static final int PIECE = 32 << 10;

  /** Who has not taken the answer by then is cut off. */
  private static final long LONGEST_MILLIS = TimeUnit.MINUTES.toMillis(2);

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final StoredAnswer answer;
  private int written;
  private boolean ended;

  private ReplayWriter(AsyncContext async, ServletOutputStream out, StoredAnswer answer) {
    this.async = async;
    this.out = out;
    this.answer = answer;
  }

  /** Answers the request, which is complete when the caller has all of it. */
  static void write(StoredAnswer answer, HttpServletRequest in, HttpServletResponse response)
      throws IOException {
    if (answer.contentType().equals(StreamHead.CONTENT_TYPE)) {
      StreamHead.write(response);
    } else {
      response.setStatus(answer.status());
      response.setContentType(answer.contentType());
    }
    response.setContentLength(answer.length());
    response.setHeader(IdempotencyKey.REPLAYED_HEADER, "true");
    AsyncContext async = in.startAsync();
    async.setTimeout(LONGEST_MILLIS);
    ReplayWriter writer = new ReplayWriter(async, response.getOutputStream(), answer);
    async.addListener(writer);
    writer.out.setWriteListener(writer);
  }

  @Override
  public synchronized void onWritePossible() throws IOException {
    while (!ended && out.isReady()) {
      if (written == answer.length()) {
        end();
        return;
      }
      int piece = Math.min(PIECE, answer.length() - written);
      answer.write(out, written, piece);
      written += piece;
    }
  }

  @Override
  public void onError(Throwable broken) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public synchronized void onComplete(AsyncEvent event) {
    ended = true;
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}

  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      async.complete();
    } catch (IllegalStateException over) {
      // The container has completed it itself, because the caller vanished.
    }
  }
}
