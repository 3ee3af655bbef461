package dev.tollgate.gateway;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.metering.JtokkitCounter;
import dev.tollgate.metering.TokenCounter;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.ManualNanos;
import dev.tollgate.routing.RoutePlan;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.structured.AnswerCheck;
import dev.tollgate.upstream.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** A gateway with a timer in the test's hand, and all that one call of it needs. */
final class GatewayFixture implements AutoCloseable {

  static final TokenCounter COUNTER = new JtokkitCounter();
  static final long MAX_TOKENS = 1_000;

  static final Price PRICE = new Price(Money.ofNanos(3), Money.ofNanos(2), Money.ofNanos(4));

  final ManualTimer timer = new ManualTimer();
  final RecordingSink sink = new RecordingSink();
  final RecordingEnding ending = new RecordingEnding();
  final List<ExchangeListener> listeners = new ArrayList<>();
  GatewayTimeouts timeouts = new GatewayTimeouts(Duration.ofMinutes(2), Duration.ofMinutes(10));
  Executor counting = Runnable::run;
  AnswerCheck check = AnswerCheck.NONE;

  /** Whether the model has its structured answers checked. */
  boolean checked = true;

  Gateway gateway(UpstreamHealths healths) {
    return new Gateway(
        new Gateway.Tools(
            timeouts, COUNTER, timer, counting, new Random(7), listeners, healths, check));
  }

  Gateway gateway(Upstream... upstreams) {
    return gateway(healths(upstreams));
  }

  /** The health of those, where the clock stands still. */
  static UpstreamHealths healths(Upstream... upstreams) {
    List<String> ids = Stream.of(upstreams).map(Upstream::id).distinct().toList();
    return new UpstreamHealths(ids, new ManualNanos(), new Random(7));
  }

  Exchange answer(ChatRequest request, Upstream... upstreams) {
    return gateway(upstreams).answer(call(request, ending, model(checked), upstreams), sink);
  }

  /** A call whose plan has those ways. */
  Exchange answer(ChatRequest request, List<Candidate> candidates) {
    Upstream[] upstreams = candidates.stream().map(Candidate::upstream).toArray(Upstream[]::new);
    RoutePlan plan = new RoutePlan("auto", model(checked), PRICE, candidates);
    ChatCall call = new ChatCall("req_1", request, plan, MAX_TOKENS, ending, "acct_1");
    return gateway(upstreams).answer(call, sink);
  }

  private static Model model(boolean checked) {
    return new Model("stansa-g4", "", PRICE, 9_000, MAX_TOKENS, Set.of(), checked, null, Set.of());
  }

  static ChatCall call(ChatRequest request, Ending ending, Upstream... upstreams) {
    return call(request, ending, model(true), upstreams);
  }

  private static ChatCall call(
      ChatRequest request, Ending ending, Model model, Upstream... upstreams) {
    List<Candidate> candidates = new ArrayList<>();
    for (Upstream upstream : upstreams) {
      candidates.add(new Candidate(upstream, "real-" + upstream.id()));
    }
    return new ChatCall(
        "req_1",
        request,
        new RoutePlan("auto", model, PRICE, candidates),
        MAX_TOKENS,
        ending,
        "acct_1");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
