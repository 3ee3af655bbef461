package dev.tollgate.gateway;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs what must happen: on the thread that asks for it where those threads have too much to do, or
 * have ended. Thread-safe where those are.
 *
 * @param threads refuse with {@link RejectedExecutionException} what they can't take
 */
public record AlwaysRuns(Executor threads) implements Executor {

  @Override
  public void execute(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }
}
