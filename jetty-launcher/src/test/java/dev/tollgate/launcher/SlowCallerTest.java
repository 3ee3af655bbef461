package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.money.Money;
import dev.tollgate.servlet.chat.AnswerLimits;
import dev.tollgate.servlet.chat.ByteBudget;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who do not read: they are slowed, then cut, and never cost memory. */
final class SlowCallerTest {

  private static final int SMALL_WINDOW = 4 << 10;
  private static final long MAX_UNWRITTEN = 256 << 10;
  private static final long PAUSE_AT = 32 << 10;

  /** More than all the sockets between the two can take. */
  private static final int FLOOD_CHUNKS = 12 << 10;

  /** Passed on as it is and not counted, so that the flood is as fast as it can be. */
  private static final String CHUNK =
      ProviderAnswers.choice(
          "{\"reasoning_details\":[{\"text\":\"" + "x".repeat(1000) + "\"}]}", "null");

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();
  private final ByteBudget budget = new ByteBudget(1 << 28);
  private final AtomicLong sent = new AtomicLong();

  @AfterEach
  void stop() {
    provider.close();
  }

  private LiveGateway start(Duration stall) throws Exception {
    LiveGateway gateway =
        LiveSetup.of(folder, provider)
            .withLimits(
                new AnswerLimits(Duration.ofMillis(100), stall, MAX_UNWRITTEN, PAUSE_AT, budget))
            .start();
    gateway.tollgate().counter().count("warm");
    return gateway;
  }

  private Script flood() {
    return provider.next(
        Script.stream()
            .event(ProviderAnswers.delta(" word".repeat(400)))
            .then(
                wire -> {
                  for (int i = 0; i < FLOOD_CHUNKS; i++) {
                    Script.empty().event(CHUNK).play(wire);
                    sent.incrementAndGet();
                  }
                })
            .event(ProviderAnswers.finish("stop"))
            .event(ProviderAnswers.usage(24, 400))
            .done());
  }

  @Test
  void callerWhoNeverReadsIsCutAndChargedForWhatCame() throws Exception {
    try (LiveGateway gateway = start(Duration.ofMillis(500));
        RawCaller caller = RawCaller.connect(gateway.port(), SMALL_WINDOW)) {
      Customer customer = gateway.rich();
      Script flood = flood();

      caller.ask(customer, Question.STREAM);
      long most = 0;
      for (int i = 0; i < 2000 && !flood.isClientGoneWithin(Duration.ofMillis(5)); i++) {
        most = Math.max(most, budget.taken());
      }

      assertThat(flood.isClientGoneWithin(Duration.ZERO)).isTrue();
      // Between the marks at which the upstream is paused and let go on.
      assertThat(most).isBetween(PAUSE_AT / 2, MAX_UNWRITTEN);
      assertThat(sent).hasValueLessThan(FLOOD_CHUNKS);
      ExchangeSummary summary = gateway.awaitEnding();
      assertThat(summary.outcome()).isEqualTo(Outcome.CALLER_GONE);
      assertThat(summary.usage().completionTokens()).isEqualTo(400);
      assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(8 * 1_750 + 400 * 6_500));
      assertThat(budget.taken()).isZero();
      gateway.checkBooks();
    }
  }

  @Test
  void slowCallerSlowsTheUpstreamAndMissesNothing() throws Exception {
    try (LiveGateway gateway = start(Script.DEADLINE);
        RawCaller caller = RawCaller.connect(gateway.port(), SMALL_WINDOW)) {
      Customer customer = gateway.rich();
      Script flood = flood();

      // HTTP/1.0 has no chunks, which could end inside a line.
      String head = RawCaller.chatHead(customer, "Content-Length: " + Question.STREAM.length());
      caller.send(head.replace("HTTP/1.1", "HTTP/1.0") + Question.STREAM);
      awaitHalt(flood);
      assertThat(budget.taken()).isBetween(PAUSE_AT / 2, MAX_UNWRITTEN);

      int chunks = 0;
      for (String line = caller.line(); !line.equals("data: [DONE]"); line = caller.line()) {
        chunks += line.contains("xxxx") ? 1 : 0;
      }

      assertThat(chunks).isEqualTo(FLOOD_CHUNKS);
      assertThat(gateway.awaitEnding().outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(gateway.lastCharge(customer)).isEqualTo(Money.ofNanos(24 * 1_750 + 400 * 6_500));
      assertThat(budget.taken()).isZero();
    }
  }

  /** Waits until bytes wait for the caller and the upstream can send no more. */
  private void awaitHalt(Script flood) throws Exception {
    long before = -1;
    for (int i = 0; i < 100 && (budget.taken() == 0 || sent.get() != before); i++) {
      before = sent.get();
      assertThat(flood.isFinishedWithin(Duration.ofMillis(200))).isFalse();
    }
  }
}
