package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.gateway.Alarm;
import dev.tollgate.gateway.ChatCall;
import dev.tollgate.gateway.Ending;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.routing.ManualNanos;
import dev.tollgate.routing.NanoTicker;
import dev.tollgate.routing.RoutePlan;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Alarms wake somebody, and do not drown what else is in the log. */
class CompletionLogTest {

  private static final Price PRICE =
      new Price(Money.ofNanos(3), Money.ofNanos(2), Money.ofNanos(4));

  @RegisterExtension final LoggedLines lines = new LoggedLines(CompletionLog.class.getName());
  private final ManualNanos nanos = new ManualNanos();
  private final CompletionLog log = new CompletionLog(new NanoTicker(nanos));

  private static ChatCall call(String account) {
    Model model = new Model("m", "", PRICE, 9_000, 100, Set.of(), false, null, Set.of());
    RoutePlan plan = new RoutePlan("m", model, PRICE, List.of());
    return new ChatCall(
        "req_" + account, SampleRequests.whole(), plan, 100, Ending.unbilled(), account);
  }

  @Test
  void alarmOfAnUpstreamIsLoggedOnceInFiveMinutes() {
    log.alarmed(call("a"), "one", Alarm.ACCOUNT_EMPTY);
    log.alarmed(call("b"), "one", Alarm.ACCOUNT_EMPTY);
    log.alarmed(call("b"), "one", Alarm.UNKNOWN_MODEL);
    log.alarmed(call("b"), "two", Alarm.ACCOUNT_EMPTY);
    nanos.advance(Duration.ofMinutes(5));
    log.alarmed(call("c"), "one", Alarm.ACCOUNT_EMPTY);

    assertThat(lines.messages())
        .containsExactly(
            "req_a account=a upstream=one alarm=account_empty",
            "req_b account=b upstream=one alarm=unknown_model",
            "req_b account=b upstream=two alarm=account_empty",
            "req_c account=c upstream=one alarm=account_empty");
  }

  @Test
  void eachAccountWhoseStreamsBreakIsNamed() {
    log.alarmed(call("a"), "one", Alarm.STREAMS_BREAK);
    log.alarmed(call("b"), "one", Alarm.STREAMS_BREAK);

    assertThat(lines.messages())
        .containsExactly(
            "req_a account=a upstream=one alarm=streams_break",
            "req_b account=b upstream=one alarm=streams_break");
  }
}
