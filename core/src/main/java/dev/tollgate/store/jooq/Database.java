package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;

import com.google.common.base.Ticker;
import dev.tollgate.billing.BillingStore;
import dev.tollgate.billing.LossStore;
import dev.tollgate.idempotency.IdempotencyStore;
import dev.tollgate.keys.ApiKeyStore;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.limits.SharedWindows;
import dev.tollgate.limits.WindowStore;
import dev.tollgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jooq.DSLContext;

/**
 * An open database and the stores on it.
 *
 * <p>An embedded H2 is one process's, which by opening it gives back all holds of those before. A
 * PostgreSQL is shared by several, each of which gives back the holds of those that fell silent.
 * The stores are good until {@link #close()}. Thread-safe.
 */
public final class Database implements AutoCloseable {

  /** How long the row of an ended hold is kept, for a repeat that comes late. */
  private static final Duration ENDED_HOLDS_KEPT = Duration.ofDays(2);

  private final InstantSource clock;
  private final GroupCommit writer;
  private final Upkeep upkeep;
  private final Reads reads;
  private final LedgerStore ledger;
  private final BillingStore billing;
  private final LossStore losses;
  private final IdempotencyStore idempotency;
  private final ApiKeyStore keys;
  private final WindowStore windows;
  private final Optional<SharedWindows> sharedWindows;

  private Database(
      Engine engine, Node node, InstantSource clock, Ticker ticker, TimeOrderedIds ids) {
    this.clock = clock;
    reads = new Reads(engine);
    upkeep = node.upkeep();
    writer = new GroupCommit(new WriterSession(engine, node), ticker);
    ledger = new JooqLedgerStore(writer, reads, ids, clock);
    billing = new JooqBillingStore(writer, clock);
    losses = new JooqLossStore(writer);
    idempotency = new JooqIdempotencyStore(writer, node.epoch(), engine.isShared());
    keys = new JooqApiKeyStore(writer, reads);
    windows = new JooqWindowStore(writer, reads);
    sharedWindows =
        engine.isShared() ? Optional.of(new JooqSharedWindows(writer)) : Optional.empty();
    writer.start();
    upkeep.start(writer);
  }

  /**
   * Opens the database, makes it where there is none, and brings its tables up to date.
   *
   * @param clock tells the time that rows carry
   * @param ticker measures how long commands wait
   * @param ids makes the ids of accounts
   * @throws IllegalArgumentException with one line for the operator when the URL can't be used
   * @throws IllegalStateException with one line for the operator when the database does not open
   */
  public static Database open(
      DatabaseLogin login, InstantSource clock, Ticker ticker, TimeOrderedIds ids) {
    return open(Engine.of(login), clock, ticker, ids);
  }

  /** Opens the database of that engine. */
  static Database open(Engine engine, InstantSource clock, Ticker ticker, TimeOrderedIds ids) {
    return new Database(engine, Boot.boot(engine, clock.instant()), clock, ticker, ids);
  }

  /** Accounts and transfers. */
  public LedgerStore ledger() {
    return ledger;
  }

  /** Holds and what becomes of them. */
  public BillingStore billing() {
    return billing;
  }

  /** What answers cost that nobody is charged for. */
  public LossStore losses() {
    return losses;
  }

  /** Keys of requests, and the answers kept for them. */
  public IdempotencyStore idempotency() {
    return idempotency;
  }

  /** API keys. */
  public ApiKeyStore keys() {
    return keys;
  }

  /** Windows of rate limits that all processes on this database count in; empty for one alone. */
  public Optional<SharedWindows> sharedWindows() {
    return sharedWindows;
  }

  /** Windows of rate limits that one process counts in. */
  public WindowStore windows() {
    return windows;
  }

  /** True when the database answers a read within about two seconds and the writer isn't stuck. */
  public boolean answers() {
    return !writer.stalled() && reads.answers();
  }

  /**
   * How many holds are open.
   *
   * @throws dev.tollgate.refusal.Refusal OVERLOADED when the database does not answer
   */
  public long openHolds() {
    return reads.read(
        sql -> sql.fetchCount(TOLLGATE_HOLD, TOLLGATE_HOLD.STATE.eq(HoldState.HELD.name())));
  }

  /** How many holds this process gave back since it started, because nobody had ended them. */
  public long expiredHolds() {
    return writer.tally().expired();
  }

  /** How many settlements this process took since it started for holds that had expired before. */
  public long lateSettlements() {
    return writer.tally().late();
  }

  /** What usage cost beyond its holds since this process started: the operator's loss. */
  public Money lost() {
    return writer.tally().lost();
  }

  /** How many commands wait for the writer. */
  public int queuedCommands() {
    return writer.queued();
  }

  /**
   * Takes one step of the sweep: gives back holds that outlived their requests, deletes the rows of
   * those that ended long ago, windows of rate limits that are long over, the details of usage and
   * the losses from before the days that are kept, and answers that were kept for retries long
   * enough. To be called every few seconds; does not block.
   *
   * @param usageDays how many whole days before today keep their details of usage and their losses,
   *     UTC
   */
  public CompletionStage<Swept> sweep(int usageDays) {
    Instant now = clock.instant();
    LocalDate wholeFrom = Times.day(now).minusDays(usageDays);
    CompletionStage<Swept> step =
        writer.submit(
            pending -> new Command.Change<>(sql -> sweep(sql, now, wholeFrom), false, pending));
    return step.whenComplete(
        (swept, failure) -> {
          if (swept != null) {
            writer.tally().expired(swept.expired());
          }
        });
  }

  private static Swept sweep(DSLContext sql, Instant now, LocalDate wholeFrom) {
    // Accounts are locked first, as by every batch, and keys of requests behind them.
    int expired = Expiry.expire(sql, Expiry.overdue(now), now);
    int trimmed = Expiry.trim(sql, now.minus(ENDED_HOLDS_KEPT));
    int details = UsageRetention.trim(sql, wholeFrom);
    int answers = ClaimExpiry.trim(sql, now);
    // These last, for they wait for no lock.
    int losses = JooqLossStore.trim(sql, wholeFrom);
    int keyRows = KeyHolds.trim(sql, now);
    int windows = RateWindowRows.trim(sql, now);
    return new Swept(expired, trimmed, details, answers, losses, keyRows, windows);
  }

  /** Finishes what is queued, for half a minute at the most, and closes the files. */
  @Override
  public void close() {
    writer.close();
    upkeep.close();
    reads.close();
  }
}
