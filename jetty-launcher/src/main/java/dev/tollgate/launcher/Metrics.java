package dev.tollgate.launcher;

import dev.tollgate.config.Tollgate;
import dev.tollgate.gateway.Alarm;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.LostAnswer;
import dev.tollgate.idempotency.KeyCounts;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.routing.Circuit;
import dev.tollgate.routing.UpstreamHealth;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.routing.UpstreamReport;
import dev.tollgate.routing.auto.Decision;
import dev.tollgate.upstream.UpstreamFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What operators watch, in the names of the OpenTelemetry conventions for generative AI where there
 * is one. No label holds an account or a key: the number of series stays bounded. Thread-safe.
 */
final class Metrics implements ExchangeListener, AutoCloseable {

  private static final Duration[] DURATIONS = seconds(0.01, 2, 14);
  private static final Duration[] FIRST_TOKEN =
      DoubleStream.of(
              0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10)
          .mapToObj(Metrics::duration)
          .toArray(Duration[]::new);
  private static final Duration[] DECISIONS = seconds(0.000_01, 2, 10);
  private static final double[] TOKENS =
      DoubleStream.iterate(1, tokens -> tokens * 4).limit(14).toArray();

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final MeterProvider<Timer> durations =
      Timer.builder("gen_ai.server.request.duration")
          .description("From a completion's acceptance to its end")
          .serviceLevelObjectives(DURATIONS)
          .withRegistry(registry);
  private final MeterProvider<Timer> firstTokens =
      Timer.builder("gen_ai.server.time_to_first_token")
          .description("From a completion's acceptance to the upstream's first chunk")
          .serviceLevelObjectives(FIRST_TOKEN)
          .withRegistry(registry);
  private final MeterProvider<Counter> attempts =
      Counter.builder("tollgate.upstream.attempts")
          .description("Calls of an upstream, by what came of them")
          .withRegistry(registry);
  private final MeterProvider<Counter> alarms =
      Counter.builder("tollgate.upstream.alarms")
          .description("What an operator ought to look at, by kind")
          .withRegistry(registry);
  private final MeterProvider<Counter> lost =
      Counter.builder("tollgate.upstream.lost.credits")
          .description("What answers cost that nobody is charged for: the operator's loss")
          .withRegistry(registry);
  private final MeterProvider<DistributionSummary> tokens =
      DistributionSummary.builder("gen_ai.client.token.usage")
          .description("Billed tokens of a completion")
          .serviceLevelObjectives(TOKENS)
          .withRegistry(registry);

  private final MeterProvider<Timer> decisions =
      Timer.builder("tollgate.route.decision")
          .description("The time in which an auto model chose")
          .serviceLevelObjectives(DECISIONS)
          .withRegistry(registry);
  private final MeterProvider<Counter> choices =
      Counter.builder("tollgate.route.choices")
          .description("Completions that an auto model chose that model for")
          .withRegistry(registry);

  Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  private static Duration[] seconds(double first, double factor, int count) {
    return DoubleStream.iterate(first, s -> s * factor)
        .limit(count)
        .mapToObj(Metrics::duration)
        .toArray(Duration[]::new);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** Adds the gauges that read the gateway itself. */
  void watch(Tollgate tollgate) {
    Gauge.builder("tollgate.exchanges.active", tollgate, t -> t.gateway().active())
        .description("Completions under way")
        .register(registry);
    Gauge.builder("tollgate.ledger.queue", tollgate, Tollgate::writerQueue)
        .description("Commands that wait for the ledger's writer")
        .register(registry);
    Gauge.builder("tollgate.holds.open", tollgate, Tollgate::openHolds)
        .description("Holds that are neither settled nor released")
        .register(registry);
    FunctionCounter.builder("tollgate.holds.expired", tollgate, Tollgate::expiredHolds)
        .description("Holds given back because nobody ended them")
        .register(registry);
    KeyCounts keys = tollgate.idempotency().counts();
    FunctionCounter.builder("tollgate.idempotency.replays", keys, KeyCounts::replays)
        .description("Answers given again to a request with the same Idempotency-Key")
        .register(registry);
    FunctionCounter.builder("tollgate.idempotency.joins", keys, KeyCounts::joins)
        .description("Requests that waited for another one with their Idempotency-Key")
        .register(registry);
    FunctionCounter.builder("tollgate.idempotency.conflicts", keys, KeyCounts::conflicts)
        .description("Requests refused because their Idempotency-Key was used with another body")
        .register(registry);
    FunctionCounter.builder("tollgate.late.settlements", tollgate, Tollgate::lateSettlements)
        .description("Settlements of holds that had expired before")
        .register(registry);
    FunctionCounter.builder(
            "tollgate.credits.lost", tollgate, t -> t.lost().toCredits().doubleValue())
        .description("What usage cost beyond its holds, in credits: the operator's loss")
        .register(registry);
    watch(tollgate.healths());
  }

  private void watch(UpstreamHealths healths) {
    for (UpstreamReport report : healths.reports()) {
      UpstreamHealth health = healths.of(report.id());
      Gauge.builder("tollgate.upstream.in.flight", health, UpstreamHealth::inFlight)
          .description("Attempts under way at an upstream")
          .tag("upstream", report.id())
          .register(registry);
      for (Circuit state : Circuit.values()) {
        Gauge.builder("tollgate.upstream.circuit", health, h -> h.circuit() == state ? 1 : 0)
            .description("1 for the state that an upstream's circuit is in, 0 for the others")
            .tags("upstream", report.id(), "state", state.label())
            .register(registry);
      }
    }
  }

  @Override
  public void began(ChatCall call) {
    call.plan().decision().ifPresent(this::decided);
  }

  private void decided(Decision decision) {
    Tags auto = Tags.of("gen_ai.request.model", decision.autoModel());
    decisions.withTags(auto).record(decision.took());
    choices
        .withTags(
            auto.and(
                "choice",
                decision.choice().id(),
                "reason",
                decision.stayed() ? "stayed" : "ranked"))
        .increment();
  }

  @Override
  public void attemptFailed(ChatCall call, String upstream, UpstreamFailure failure) {
    attempted(upstream, failure.kind().name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void alarmed(ChatCall call, String upstream, Alarm alarm) {
    alarms.withTags("upstream", upstream, "kind", alarm.label()).increment();
  }

  @Override
  public void lost(ChatCall call, LostAnswer answer) {
    Price price = answer.price();
    Money loss = price.cost(answer.used()).minus(price.cost(answer.charged()));
    if (loss.isPositive()) {
      lost.withTags("upstream", answer.upstream(), "reason", answer.reason().label())
          .increment(loss.toCredits().doubleValue());
    }
  }

  @Override
  public void ended(ChatCall call, ExchangeSummary summary) {
    Tags model = Tags.of("gen_ai.operation.name", "chat", "gen_ai.request.model", shown(call));
    Tags outcome = model.and("outcome", summary.outcome().label());
    durations
        .withTags(outcome.and("stream", Boolean.toString(call.request().stream())))
        .record(summary.total());
    summary.timeToFirstChunk().ifPresent(first -> firstTokens.withTags(model).record(first));
    if (summary.outcome() == ExchangeSummary.Outcome.COMPLETED) {
      summary.upstream().ifPresent(upstream -> attempted(upstream, "ok"));
    }
    tokens(model.and("gen_ai.token.type", "input"), summary.usage().promptTokens());
    tokens(model.and("gen_ai.token.type", "output"), summary.usage().completionTokens());
  }

  private void attempted(String upstream, String result) {
    attempts.withTags("upstream", upstream, "result", result).increment();
  }

  private void tokens(Tags tags, long count) {
    if (count > 0) {
      tokens.withTags(tags).record((double) count);
    }
  }

  private static String shown(ChatCall call) {
    return call.plan().shownModel();
  }

  /** The page that Prometheus reads. */
  String page() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
