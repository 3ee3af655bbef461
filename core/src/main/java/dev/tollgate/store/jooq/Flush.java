package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what was committed once it is on disk, on a thread of its own, so that the writer goes on
 * meanwhile: whatever was committed during one wait shares the next.
 *
 * <p>Thread-safe.
 */
final class Flush {

  /**
   * How many batches may wait; then the writer does. Mostly no new work comes by then, since a disk
   * that takes that many in one wait stands still.
   */
  private static final int BATCHES = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(Flush.class);

  private final LinkedBlockingQueue<Committed> queue = new LinkedBlockingQueue<>(BATCHES);
  private final AtomicInteger open = new AtomicInteger();
  private final Ticker ticker;
  private final Tally tally;
  private final Consumer<Command.End> again;
  private final FailureReport report;
  private volatile List<Committed> passing = List.of();
  private final Thread thread = new Thread(this::run, "tollgate-ledger-flush");

  /** What one transaction committed and nobody was told yet. */
  private record Committed(
      Barrier barrier, List<Command> commands, List<Move> settled, long sinceNanos) {}

  /**
   * Makes one that does not run yet.
   *
   * @param again takes the ends of holds of which is not known whether they will last
   */
  Flush(Ticker ticker, Tally tally, Consumer<Command.End> again) {
    this.ticker = ticker;
    this.tally = tally;
    this.again = again;
    report = new FailureReport(ticker, LOG::warn);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Takes over the answers of commands that are committed. By the writer's thread, which waits
   * while there is no room.
   *
   * @param barrier made before they were committed, by the connection that did so
   * @param settled what they settled
   */
  void add(Barrier barrier, List<Command> commands, List<Move> settled)
      throws InterruptedException {
    open.incrementAndGet();
    queue.put(new Committed(barrier, commands, settled, ticker.read()));
  }

  /** True when all that came was answered or given on to be tried again. */
  boolean isIdle() {
    return open.get() == 0;
  }

  /** Since when the oldest waits; that moment itself when none does. */
  long oldestNanos(long nowNanos) {
    List<Committed> batches = passing;
    return batches.isEmpty() ? nowNanos : batches.get(0).sinceNanos();
  }

  /** Calls for every command that waits. */
  void forEach(Consumer<Command> action) {
    // In the order they go. One just on its way may be missed; whoever watches calls again.
    queue.forEach(batch -> batch.commands().forEach(action));
    passing.forEach(batch -> batch.commands().forEach(action));
  }

  /** Ends the thread, whatever waits. */
  void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        List<Committed> batches = new ArrayList<>();
        batches.add(queue.take());
        queue.drainTo(batches);
        passing = batches;
        pass(batches);
        passing = List.of();
        // Last: who sees none open sees what is to be tried again.
        open.addAndGet(-batches.size());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(List<Committed> batches) {
    Map<Barrier, List<Committed>> byBarrier = new LinkedHashMap<>();
    for (Committed batch : batches) {
      byBarrier.computeIfAbsent(batch.barrier(), barrier -> new ArrayList<>()).add(batch);
    }
    byBarrier.forEach(this::pass);
  }

  private void pass(Barrier barrier, List<Committed> batches) {
    try {
      barrier.pass();
      for (Committed batch : batches) {
        tally.settled(batch.settled());
        batch.commands().forEach(command -> command.pending().deliver());
      }
    } catch (Throwable failure) {
      // An Error too: everybody's settlements wait for this one thread. To those who were told
      // already a repeat does nothing.
      report.failed(batches.stream().mapToInt(batch -> batch.commands().size()).sum(), failure);
      batches.forEach(batch -> batch.commands().forEach(this::doubt));
    }
  }

  private void doubt(Command command) {
    if (command instanceof Command.End end) {
      again.accept(end);
    } else {
      command.pending().fail(BatchRunner.overloaded());
    }
  }
}
