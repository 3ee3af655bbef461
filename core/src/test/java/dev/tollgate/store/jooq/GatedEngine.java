package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A database whose disk keeps whoever waits for it waiting, or fails. Thread-safe. */
final class GatedEngine implements WrappedEngine {

  private final Engine engine;
  private volatile boolean failing;
  private volatile CountDownLatch reached = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);

  GatedEngine(Engine engine) {
    this.engine = engine;
  }

  /** From now on nobody gets through. */
  void shut() {
    gate = new CountDownLatch(1);
    reached = new CountDownLatch(1);
  }

  /** Returns once somebody waits at the gate that was shut, or met the failure. */
  void awaitSomebody() throws InterruptedException {
    reached.await();
  }

  void open() {
    gate.countDown();
  }

  /** From now on everybody finds that the disk has failed. */
  void fail() {
    failing = true;
    reached = new CountDownLatch(1);
  }

  void mend() {
    failing = false;
  }

  @Override
  public Engine engine() {
    return engine;
  }

  @Override
  public @Nullable Barrier barrier(Connection writing) throws SQLException {
    Barrier barrier = engine.barrier(writing);
    return barrier == null ? null : new Gate(barrier);
  }

  private final class Gate implements WrappedBarrier {
    private final Barrier barrier;

    Gate(Barrier barrier) {
      this.barrier = barrier;
    }

    @Override
    public Barrier barrier() {
      return barrier;
    }

    @Override
    public void pass() throws SQLException {
      if (failing) {
        barrier.close();
      }
      reached.countDown();
      try {
        gate.await();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      barrier.pass();
    }
  }
}
