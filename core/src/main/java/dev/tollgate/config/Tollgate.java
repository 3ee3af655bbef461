package dev.tollgate.config;

import dev.tollgate.billing.Billing;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.Completion;
import dev.tollgate.gateway.Ending;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.idempotency.Idempotency;
import dev.tollgate.idempotency.IdempotencyStore;
import dev.tollgate.idempotency.StreamKeeping;
import dev.tollgate.keys.ApiKeys;
import dev.tollgate.keys.Caller;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.metering.TokenCounter;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.routing.RouteOrder;
import dev.tollgate.routing.RoutePlan;
import dev.tollgate.routing.Router;
import dev.tollgate.routing.Routes;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.store.jooq.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A whole gateway, put together by {@link Assembly}: every service that a front, or a program that
 * embeds it, calls. Thread-safe.
 */
public final class Tollgate implements AutoCloseable {

  private static final Duration LAST_SETTLEMENTS = Duration.ofSeconds(5);

  private final Parts parts;
  private final Runnable closing;

  /**
   * The services by name.
   *
   * @param working runs what is too long for the thread that commits holds; on that thread all the
   *     same where it has too much to do, which slows whoever asks for more
   */
  record Parts(
      GatewayConfig config,
      Catalog catalog,
      Router router,
      Routes routes,
      UpstreamHealths healths,
      Gateway gateway,
      Billing billing,
      ApiKeys keys,
      RateLimiter limiter,
      Idempotency idempotency,
      StreamKeeping streams,
      TokenCounter counter,
      Database database,
      TimeOrderedIds ids,
      InstantSource clock,
      ScheduledExecutorService timer,
      Executor working) {}

  Tollgate(Parts parts, Runnable closing) {
    this.parts = parts;
    this.closing = closing;
  }

  /** The config it was made from. */
  public GatewayConfig config() {
    return parts.config();
  }

  /** The models. */
  public Catalog catalog() {
    return parts.catalog();
  }

  /** Plans requests. */
  public Router router() {
    return parts.router();
  }

  /** Which routes are in use. */
  public Routes routes() {
    return parts.routes();
  }

  /** How each upstream does. */
  public UpstreamHealths healths() {
    return parts.healths();
  }

  /** Sends them out. */
  public Gateway gateway() {
    return parts.gateway();
  }

  /** Sets money aside for them. */
  public Billing billing() {
    return parts.billing();
  }

  /** Knows who sent them. */
  public ApiKeys keys() {
    return parts.keys();
  }

  /** Counts them. */
  public RateLimiter limiter() {
    return parts.limiter();
  }

  /** Lets one request of each key work. */
  public Idempotency idempotency() {
    return parts.idempotency();
  }

  /** Keeps streams under way for those who ask for them again. */
  public StreamKeeping streams() {
    return parts.streams();
  }

  /** Keys of requests without holds, and the answers kept for them. */
  public IdempotencyStore idempotencyStore() {
    return parts.database().idempotency();
  }

  /** Counts tokens. */
  public TokenCounter counter() {
    return parts.counter();
  }

  /** Accounts and transfers. */
  public LedgerStore ledger() {
    return parts.database().ledger();
  }

  /** True when the database answers now. */
  public boolean databaseAnswers() {
    return parts.database().answers();
  }

  /** How many holds are open now, on this node. */
  public long openHolds() {
    return parts.database().openHolds();
  }

  /** How many commands wait for the ledger's writer. */
  public int writerQueue() {
    return parts.database().queuedCommands();
  }

  /** How many holds this process gave back since it started, because nobody had ended them. */
  public long expiredHolds() {
    return parts.database().expiredHolds();
  }

  /** How many settlements this process took since it started for holds that had expired before. */
  public long lateSettlements() {
    return parts.database().lateSettlements();
  }

  /** What usage cost beyond its holds since this process started: the operator's loss. */
  public Money lost() {
    return parts.database().lost();
  }

  /** Makes ids. */
  public TimeOrderedIds ids() {
    return parts.ids();
  }

  /** Tells the time. */
  public InstantSource clock() {
    return parts.clock();
  }

  /** Runs short tasks later; nothing in it may block. */
  public ScheduledExecutorService timer() {
    return parts.timer();
  }

  /**
   * Plans a request of that caller and sets money aside for it; the call that comes of it goes to
   * {@link Gateway#answer} or {@link Gateway#complete}, which settles. Counts against no rate
   * limit: whoever wants one asks the {@link #limiter} first.
   *
   * @return completes with the call, on the thread that commits holds, so that what follows must be
   *     short; exceptionally with a {@link Refusal}
   */
  public CompletionStage<ChatCall> prepare(Caller caller, ChatRequest request) {
    RoutePlan plan;
    try {
      plan = parts.router().plan(RouteOrder.of(caller, request));
    } catch (Refusal refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
    String id = parts.ids().next("req");
    Billing.Order order =
        new Billing.Order(
            caller,
            plan.quote(request),
            () -> parts.counter().countPrompt(request),
            id,
            request.callName().orElse(""));
    return parts
        .billing()
        .hold(order)
        .thenApply(
            hold ->
                new ChatCall(
                    id,
                    request,
                    plan,
                    hold.outputTokens(),
                    Ending.priced(plan.legs().get(0).price(), hold::settle, hold::release),
                    caller.account().value()));
  }

  /**
   * Plans a request of that caller, sets money aside, has it answered whole and settles.
   *
   * @param request one that does not stream; for a stream {@link #prepare} it
   * @return completes with the settled answer; exceptionally with a {@link Refusal}, at no charge
   */
  public CompletionStage<Completion> complete(Caller caller, ChatRequest request) {
    if (request.stream()) {
      throw new IllegalArgumentException("a stream has no whole answer: use prepare()");
    }
    return prepare(caller, request).thenComposeAsync(parts.gateway()::complete, parts.working());
  }

  /**
   * Lets calls under way finish, for as long as the config's {@code server.shutdown-timeout}, and
   * ends those left at no charge; returns when every one is settled or released.
   */
  public void drain() throws InterruptedException {
    Gateway gateway = parts.gateway();
    if (!gateway.awaitIdle(parts.config().server().shutdownTimeout())) {
      gateway.endAll();
      gateway.awaitIdle(LAST_SETTLEMENTS);
    }
  }

  /**
   * Closes connections, threads and the database; calls under way are lost: {@link #drain} first.
   */
  @Override
  public void close() {
    closing.run();
  }
}
