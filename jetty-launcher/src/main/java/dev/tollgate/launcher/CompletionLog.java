package dev.tollgate.launcher;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.tollgate.gateway.Alarm;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.LostAnswer;
import dev.tollgate.upstream.UpstreamFailure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failed attempts, alarms, those of an upstream once in five minutes, and at debug level a
 * line for each call: ids and numbers, never a word of it.
 */
final class CompletionLog implements ExchangeListener {

  private static final Logger LOG = LoggerFactory.getLogger(CompletionLog.class);

  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** Which alarms of which upstreams were logged just now; both are few. */
  private final Cache<String, Boolean> logged;

  CompletionLog(Ticker ticker) {
    logged = CacheBuilder.newBuilder().ticker(ticker).expireAfterWrite(SILENCE).build();
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
    // The account is what is alarming there, and told seldom enough.
    boolean ofAnAccount = alarm == Alarm.STREAMS_BREAK;
    if (ofAnAccount || isFirst(upstream + " " + alarm.label())) {
      LOG.error(
          "{} account={} upstream={} alarm={}",
          call.requestId(),
          call.account(),
          upstream,
          alarm.label());
    }
  }

  private boolean isFirst(String alarm) {
    return logged.asMap().putIfAbsent(alarm, true) == null;
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
