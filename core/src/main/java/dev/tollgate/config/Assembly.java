package dev.tollgate.config;

import com.google.common.base.Ticker;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.tollgate.billing.Billing;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.gateway.AlwaysRuns;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayTimeouts;
import dev.tollgate.gateway.StreamBreaks;
import dev.tollgate.idempotency.Idempotency;
import dev.tollgate.idempotency.StreamKeeping;
import dev.tollgate.idempotency.WaitLimits;
import dev.tollgate.keys.ApiKeys;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.metering.JtokkitCounter;
import dev.tollgate.routing.Router;
import dev.tollgate.routing.Routes;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.routing.auto.AutoChoices;
import dev.tollgate.store.jooq.Database;
import dev.tollgate.structured.SchemaCheck;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.http.HttpExchangeClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a config becomes objects: read it and you know the whole graph. */
public final class Assembly {

  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

  private static final int COUNTING_THREADS = 2;
  private static final int COUNTING_QUEUE = 1024;

  /** How long what is still to be counted may take at a stop. */
  private static final Duration COUNTING_ENDS = Duration.ofSeconds(4);

  private Assembly() {}

  /**
   * Puts a gateway together and opens its database.
   *
   * @param listeners hear of every call, for metrics and logs
   * @throws UnusableConfig with one line for the operator when the auto models can't choose
   * @throws IllegalStateException with one line for the operator when the database can't be opened
   */
  public static Tollgate assemble(GatewayConfig config, List<ExchangeListener> listeners) {
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    TimeOrderedIds ids = new TimeOrderedIds(clock, random);
    Catalog catalog = Wiring.catalog(config, clock.instant());
    // Before anything is opened that would have to be closed again.
    AutoChoices choices =
        AutoWiring.choices(config.autoRouting(), catalog, Ticker.systemTicker()::read);
    Database database =
        Database.open(Wiring.login(config.storage()), clock, Ticker.systemTicker(), ids);
    ScheduledThreadPoolExecutor timer = timer();
    ExecutorService counting = counting();
    Executor working = new AlwaysRuns(counting);
    HttpExchangeClient client = new HttpExchangeClient(timer, Ticker.systemTicker()::read);

    UpstreamHealths healths = Wiring.healths(config, random);
    Routes routes = routes(config, Wiring.upstreams(config, client, clock), healths);
    Router router = new Router(catalog, routes, healths, choices);
    JtokkitCounter counter = new JtokkitCounter();
    // A second's work that the first caller who hangs up should not wait for.
    counting.execute(counter::load);
    GatewayTimeouts timeouts = Wiring.timeouts(config);
    LossBooking losses = LossBooking.start(database.losses(), ids, clock, timer);
    List<ExchangeListener> hearing = hearing(config.autoRouting(), choices, losses, listeners);
    Gateway gateway =
        new Gateway(
            new Gateway.Tools(
                timeouts, counter, timer, counting, random, hearing, healths, new SchemaCheck()));
    Billing billing = billing(config, database, ids, clock, counting);
    ApiKeys keys = new ApiKeys(config.keys().prefix(), database.keys(), clock, random);
    Limiting limiting = Limiting.start(config.limits(), database, clock, timer);
    Idempotency idempotency =
        idempotency(database, Wiring.waits(config.idempotency(), timeouts), timer, working);
    Sweeping sweeping = new Sweeping(database, config.storage().usageDays(), timer);
    sweeping.start();

    Tollgate.Parts parts =
        new Tollgate.Parts(
            config,
            catalog,
            router,
            routes,
            healths,
            gateway,
            billing,
            keys,
            limiting.limiter(),
            idempotency,
            new StreamKeeping(Wiring.streams(config.idempotency()), timer),
            counter,
            database,
            ids,
            clock,
            timer,
            working);
    List<Runnable> saving = List.of(limiting::close, losses::close);
    return new Tollgate(parts, closing(sweeping, client, counting, saving, database, timer));
  }

  private static Runnable closing(
      Sweeping sweeping,
      HttpExchangeClient client,
      ExecutorService counting,
      List<Runnable> saving,
      Database database,
      ScheduledExecutorService timer) {
    return () -> {
      sweeping.close();
      client.close();
      // What is counted for the books has to be there before these are closed.
      counting.shutdown();
      if (!Uninterruptibles.awaitTerminationUninterruptibly(counting, COUNTING_ENDS)) {
        LOG.warn("{} answers are not counted for the books", counting.shutdownNow().size());
      }
      saving.forEach(Runnable::run);
      database.close();
      timer.shutdownNow();
    };
  }

  /**
   * The choices of a config's auto models, as a gateway has them at its start, without a gateway:
   * to explain them. Opens nothing but the weights.
   *
   * @throws UnusableConfig with one line for the operator when they can't choose
   */
  public static AutoChoices choices(GatewayConfig config) {
    Catalog catalog = Wiring.catalog(config, InstantSource.system().instant());
    return AutoWiring.choices(config.autoRouting(), catalog, Ticker.systemTicker()::read);
  }

  private static List<ExchangeListener> hearing(
      AutoRoutingConfig config,
      AutoChoices choices,
      LossBooking losses,
      List<ExchangeListener> others) {
    List<ExchangeListener> listeners = new ArrayList<>();
    // These first: whoever else is told of a loss finds it counted.
    listeners.add(losses);
    listeners.add(new StreamBreaks(Ticker.systemTicker()::read, others));
    listeners.addAll(others);
    listeners.add(new StayingListener(choices));
    choices.feedback().map(FeedbackListener::new).ifPresent(listeners::add);
    if (config.logDecisions()) {
      listeners.add(new DecisionLog());
    }
    return listeners;
  }

  private static Routes routes(
      GatewayConfig config, Map<String, Upstream> upstreams, UpstreamHealths healths) {
    // Lots need no secrecy, and every request draws one.
    RandomGenerator lots = () -> ThreadLocalRandom.current().nextLong();
    return new RouteWiring(upstreams, healths, lots).routes(config);
  }

  private static Billing billing(
      GatewayConfig config,
      Database database,
      TimeOrderedIds ids,
      InstantSource clock,
      Executor counting) {
    return new Billing(
        database.billing(),
        ids,
        clock,
        Wiring.timeouts(config).longest(),
        counting,
        config.limits().completions());
  }

  private static Idempotency idempotency(
      Database database, WaitLimits limits, ScheduledExecutorService timer, Executor telling) {
    return new Idempotency(
        database.idempotency(),
        limits,
        timer,
        telling,
        InstantSource.system(),
        Ticker.systemTicker()::read);
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, daemons("tollgate-timer"));
    // Every request cancels its deadline: a cancelled one must not stay until its time comes.
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  private static ExecutorService counting() {
    // Refuses when two threads can't keep up: each asker says what happens then.
    ThreadPoolExecutor counting =
        new ThreadPoolExecutor(
            COUNTING_THREADS,
            COUNTING_THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(COUNTING_QUEUE),
            daemons("tollgate-counting"));
    counting.allowCoreThreadTimeOut(true);
    return counting;
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
