package dev.tollgate.launcher;

import dev.tollgate.gateway.Alarm;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.LostAnswer;
import dev.tollgate.upstream.UpstreamFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failed attempts, alarms, each at an upstream once in five minutes, and at debug level a line
 * for each call: ids and numbers, never a word of it.
 */
final class CompletionLog implements ExchangeListener {

  private static final Logger LOG = LoggerFactory.getLogger(CompletionLog.class);

  private static final long SILENCE_NANOS = Duration.ofMinutes(5).toNanos();

  private final LongSupplier nanoClock;

  /** When which alarm of which upstream was last logged; upstreams and kinds are few. */
  private final Map<String, Long> logged = new ConcurrentHashMap<>();

  CompletionLog(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public void attemptFailed(ChatCall call, String upstream, UpstreamFailure failure) {
    LOG.warn(
        "{} upstream={} failed={} detail={}",
        call.requestId(),
        upstream,
        failure.kind(),
        failure.detail());
  }

  @Override
  public void alarmed(ChatCall call, String upstream, Alarm alarm) {
    if (isDue(upstream + " " + alarm.label())) {
      LOG.error(
          "{} account={} upstream={} alarm={}",
          call.requestId(),
          call.account(),
          upstream,
          alarm.label());
    }
  }

  private boolean isDue(String alarm) {
    long now = nanoClock.getAsLong();
    return logged.merge(alarm, now, (last, time) -> time - last < SILENCE_NANOS ? last : time)
        == now;
  }

  @Override
  public void lost(ChatCall call, LostAnswer answer) {
    LOG.debug(
        "{} upstream={} lost={} used={} charged={}",
        call.requestId(),
        answer.upstream(),
        answer.reason().label(),
        answer.used().completionTokens(),
        answer.charged().completionTokens());
  }

  @Override
  public void ended(ChatCall call, ExchangeSummary summary) {
    LOG.debug(
        "{} model={} upstream={} outcome={} prompt={} completion={} ms={}",
        call.requestId(),
        call.plan().shownModel(),
        summary.upstream().orElse("-"),
        summary.outcome().label(),
        summary.usage().promptTokens(),
        summary.usage().completionTokens(),
        summary.total().toMillis());
  }
}
