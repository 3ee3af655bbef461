package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one writer: takes everything that is queued, commits it in one transaction, answers all.
 *
 * <p>There is no timer: an idle database commits at once, a busy one batches by itself.
 * Thread-safe.
 */
final class GroupCommit implements AutoCloseable {

  /** How many commands may wait. */
  static final int QUEUED = 4096;

  /** How many commands share a transaction. */
  static final int BATCH = 256;

  /** Room that new work can't take from the ends of holds: those give money back. */
  private static final int ROOM_FOR_ENDS = QUEUED;

  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofMillis(50);

  private final BatchRunner runner;
  private final WriterSession session;
  private final Tally tally = new Tally();
  private final Ticker ticker;
  private final LinkedBlockingQueue<Command> queue =
      new LinkedBlockingQueue<>(QUEUED + ROOM_FOR_ENDS);
  private final ArrayDeque<Command> again = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Running running;
  private volatile boolean closing;

  /** A batch at work. */
  private record Running(List<Command> commands, long sinceNanos) {}

  GroupCommit(WriterSession session, Ticker ticker) {
    this.session = session;
    this.ticker = ticker;
    runner = new BatchRunner(session, ticker, tally);
  }

  /** Starts the writer and the thread that watches it. */
  void start() {
    Thread writer = new Thread(this::write, "tollgate-ledger-writer");
    writer.setDaemon(true);
    writer.start();
    Thread watch = new Thread(this::watch, "tollgate-ledger-watch");
    watch.setDaemon(true);
    watch.start();
  }

  /** Queues a command; its stage fails at once when there is no room or the writer is stuck. */
  <T> CompletionStage<T> submit(Function<Pending<T>, Command> making) {
    long now = ticker.read();
    Pending<T> pending = new Pending<>(now);
    Command command = making.apply(pending);
    boolean fits =
        command instanceof Command.End || (queue.size() < QUEUED && !stalled(now) && !closing);
    if (!fits || !queue.offer(command)) {
      pending.fail(BatchRunner.overloaded());
    } else if (ended.getCount() == 0 && queue.remove(command)) {
      pending.fail(BatchRunner.overloaded());
    }
    return pending.stage();
  }

  /** How many commands wait. */
  int queued() {
    return queue.size();
  }

  /** Counts what it writes. */
  Tally tally() {
    return tally;
  }

  /** True while the batch at work, or the command at the head, is older than a command may get. */
  boolean stalled() {
    return stalled(ticker.read());
  }

  /** Takes no more new work, finishes what is queued, and returns when that is done. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!ended.await(BatchRunner.ENDING_PATIENCE.toSeconds() + 5, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean stalled(long now) {
    long limit = BatchRunner.PATIENCE.toNanos();
    Running batch = running;
    if (batch != null && now - batch.sinceNanos > limit) {
      return true;
    }
    Command head = queue.peek();
    return head != null && now - head.pending().queuedNanos() > limit;
  }

  private void write() {
    try {
      while (true) {
        List<Command> batch = take();
        if (!batch.isEmpty()) {
          running = new Running(batch, ticker.read());
          again.addAll(runner.run(batch));
          running = null;
        } else if (closing && again.isEmpty()) {
          return;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
      session.disconnect();
      Running batch = running;
      if (batch != null) {
        batch.commands.forEach(GroupCommit::refuse);
      }
      queue.removeIf(GroupCommit::refuse);
      again.removeIf(GroupCommit::refuse);
    }
  }

  private List<Command> take() throws InterruptedException {
    List<Command> batch = new ArrayList<>();
    queue.drainTo(batch, BATCH);
    if (batch.isEmpty()) {
      // While something is to be tried again this wait is the pause between two tries.
      Duration wait = again.isEmpty() ? IDLE : RETRY;
      Command first = queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        queue.drainTo(batch, BATCH - 1);
      }
    }
    while (batch.size() < BATCH && !again.isEmpty()) {
      batch.add(again.poll());
    }
    return batch;
  }

  /** Answers those whose time is up while the writer is stuck in the database. */
  private void watch() {
    try {
      while (!ended.await(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = ticker.read();
        Command head = queue.peek();
        if (head != null && now - head.pending().queuedNanos() > BatchRunner.PATIENCE.toNanos()) {
          queue.removeIf(command -> BatchRunner.overdue(command, now) && refuse(command));
        }
        Running batch = running;
        if (batch != null && now - batch.sinceNanos > BatchRunner.ENDING_PATIENCE.toNanos()) {
          // Whether these are written nobody knows; who waits for them has to be told something.
          batch.commands.forEach(GroupCommit::refuse);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean refuse(Command command) {
    command.pending().fail(BatchRunner.overloaded());
    return true;
  }
}
