package dev.tollgate.servlet.idempotency;

import dev.tollgate.idempotency.Lead;
import dev.tollgate.idempotency.Turn;
import dev.tollgate.servlet.http.ConnectionControl;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request wait for its turn without a thread, and then come through the filters again. Who
 * hangs up meanwhile leaves. Thread-safe.
 */
public final class TurnWait {

  private static final String ATTRIBUTE = "dev.tollgate.turn";

  private final ConnectionControl connections;

  /** Waits of callers whose going away is noticed as far as that container can. */
  public TurnWait(ConnectionControl connections) {
    this.connections = connections;
  }

  /** The turn that a request waited for, once. */
  static Optional<Turn> takeTurn(HttpServletRequest request) {
    Object turn = request.getAttribute(ATTRIBUTE);
    request.removeAttribute(ATTRIBUTE);
    return turn instanceof Turn known ? Optional.of(known) : Optional.empty();
  }

  /** The registry gives every turn a deadline, so that none of ours is needed. */
  void await(CompletableFuture<Turn> turn, HttpServletRequest request) {
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    async.addListener(new Leaving(turn));
    connections.watch(request, () -> turn.cancel(false));
    CompletionStage<Turn> told = turn;
    told.whenComplete((mine, left) -> goOn(mine, async, request));
  }

  private void goOn(@Nullable Turn turn, AsyncContext async, HttpServletRequest request) {
    try {
      if (turn == null) {
        connections.cut(request);
        async.complete();
      } else {
        request.setAttribute(ATTRIBUTE, turn);
        async.dispatch();
      }
    } catch (IllegalStateException over) {
      // The container has ended the request: its caller is gone.
      if (turn instanceof Lead lead) {
        lead.failed();
      }
    }
  }

  private record Leaving(CompletableFuture<Turn> turn) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      turn.cancel(false);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      turn.cancel(false);
    }

    @Override
    public void onError(AsyncEvent event) {
      turn.cancel(false);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
