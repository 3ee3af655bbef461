package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer: takes everything that is queued, commits it together, answers all, or has them
 * answered once they are on disk.
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

  /** The pause between two tries, and between two that nobody waits for. */
  private static final Duration RETRY = Duration.ofMillis(50);

  private static final Duration LATE_RETRY = Duration.ofSeconds(1);

  /** Whoever waits too long learns it no later than that. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final BatchRunner runner;
  private final WriterSession session;
  private final Tally tally = new Tally();
  private final Flush flush;
  private final Ticker ticker;
  private final LinkedBlockingQueue<Command> queue =
      new LinkedBlockingQueue<>(QUEUED + ROOM_FOR_ENDS);
  private final LinkedBlockingQueue<Command> again = new LinkedBlockingQueue<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Running running;
  private volatile boolean closing;
  private long triedAgainNanos;

  /** A batch at work. */
  private record Running(List<Command> commands, long sinceNanos) {}

  GroupCommit(WriterSession session, Ticker ticker) {
    this.session = session;
    this.ticker = ticker;
    flush = new Flush(ticker, tally, this::keep);
    runner = new BatchRunner(session, ticker, tally, flush);
  }

  /** Starts the writer, the thread that waits for the disk, and the one that watches both. */
  void start() {
    flush.start();
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

  /**
   * True while the batch at work, the command at the head, or what waits for the disk is older than
   * a command may get.
   */
  boolean stalled() {
    return stalled(ticker.read());
  }

  /** Takes no more new work, finishes what is queued, and returns when that is done. */
  @Override
  public void close() {
    closing = true;
    runner.close();
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
    if (now - flush.oldestNanos(now) > limit) {
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
          runner.run(batch).forEach(this::keep);
          running = null;
        } else if (closing && flush.isIdle() && again.isEmpty() && queue.isEmpty()) {
          return;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      // First: whoever closes may hand the files on as soon as the end is told.
      session.disconnect();
      flush.close();
      ended.countDown();
      Running batch = running;
      if (batch != null) {
        batch.commands.forEach(GroupCommit::refuse);
      }
      flush.forEach(GroupCommit::refuse);
      queue.removeIf(GroupCommit::refuse);
      again.removeIf(GroupCommit::refuse);
    }
  }

  /**
   * Settlements have no bound but that of the requests which new callers were let in for, and are
   * given up after an hour: what was served costs.
   */
  private void keep(Command unfinished) {
    if (again.size() >= QUEUED + ROOM_FOR_ENDS && !BatchRunner.outlivesItsCaller(unfinished)) {
      LOG.error("too much is to be tried again; gave up {}", unfinished);
      refuse(unfinished);
      return;
    }
    again.add(unfinished);
    if (ended.getCount() == 0 && again.remove(unfinished)) {
      refuse(unfinished);
    }
  }

  private List<Command> take() throws InterruptedException {
    List<Command> batch = new ArrayList<>();
    long untilRetry = untilRetry();
    if (untilRetry <= 0) {
      // By themselves: what fails each time must not slow down what is new.
      while (batch.size() < BATCH && !again.isEmpty()) {
        batch.add(again.remove());
      }
      return batch;
    }
    Command first = queue.poll(untilRetry, TimeUnit.NANOSECONDS);
    if (first != null) {
      batch.add(first);
      queue.drainTo(batch, BATCH - 1);
    }
    return batch;
  }

  private long untilRetry() {
    Command oldest = again.peek();
    if (oldest == null) {
      triedAgainNanos = ticker.read();
      return IDLE.toNanos();
    }
    long now = ticker.read();
    Duration pause = BatchRunner.overdue(oldest, now) ? LATE_RETRY : RETRY;
    long left = pause.toNanos() - (now - triedAgainNanos);
    if (left <= 0) {
      triedAgainNanos = now;
    }
    return left;
  }

  /** Answers those whose time is up while the writer is stuck in the database. */
  private void watch() {
    try {
      while (!ended.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = ticker.read();
        Command head = queue.peek();
        if (head != null && now - head.pending().queuedNanos() > BatchRunner.PATIENCE.toNanos()) {
          queue.removeIf(
              command -> refuseOverdue(command, now) && !BatchRunner.outlivesItsCaller(command));
        }
        // Whether these are written nobody knows; who waits for them has to be told something.
        Running batch = running;
        if (batch != null) {
          batch.commands.forEach(command -> refuseOverdue(command, now));
        }
        flush.forEach(command -> refuseOverdue(command, now));
        again.forEach(command -> refuseOverdue(command, now));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean refuseOverdue(Command command, long now) {
    return BatchRunner.overdue(command, now) && refuse(command);
  }

  private static boolean refuse(Command command) {
    command.pending().fail(BatchRunner.overloaded());
    return true;
  }
}
