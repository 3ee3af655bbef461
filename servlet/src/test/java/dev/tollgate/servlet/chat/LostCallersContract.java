package dev.tollgate.servlet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.servlet.bootstrap.GatewayFilters;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.GatewayStage;
import dev.tollgate.servlet.fixtures.RawConnection;
import dev.tollgate.servlet.fixtures.RawConnection.Answer;
import dev.tollgate.servlet.http.ConnectionControl;
import dev.tollgate.upstream.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers who vanish or do not read: the upstream is let go, what was delivered is charged, and no
 * other caller sees anything of it. To be proved in every container, because each has its own idea
 * of when a response may no longer be touched.
 */
abstract class LostCallersContract {

  private static final int ROUNDS = 50;
  private static final int FLOOD = 20_000;

  /** What is beyond the tokens asked for would be cut. */
  private static final String ASKING_FOR_A_FLOOD =
      GatewayStage.asking(true).replace("50000", "1000000");

  @TempDir Path directory;

  private final ByteBudget budget = new ByteBudget(1 << 20);
  private GatewayStage stage;
  private Container container;

  abstract Container start(App app);

  abstract ConnectionControl connections();

  @FunctionalInterface
  private interface Leaving {
    void of(RawConnection caller) throws IOException;
  }

  @BeforeEach
  void open() throws Exception {
    stage = new GatewayStage(directory);
    AnswerLimits limits =
        new AnswerLimits(
            Duration.ofMillis(100), Duration.ofMillis(300), 64 << 10, 16 << 10, budget);
    GatewayFilters.Container offers =
        new GatewayFilters.Container(connections(), limits, () -> false, Set.of("/v1"));
    container =
        start(
            new App()
                .installed(context -> GatewayFilters.install(context, stage.tollgate(), offers)));
  }

  @AfterEach
  void close() {
    container.close();
    assertThat(budget.taken()).isZero();
    assertThat(stage.faults()).isEmpty();
    stage.close();
  }

  /** Has a caller leave inside a stream, and gives back how his call ended. */
  private ExchangeSummary lose(Leaving leaving) throws Exception {
    Script lost = Script.stream().event(GatewayStage.delta("lost")).hold();
    stage.provider().next(lost);
    try (RawConnection caller = new RawConnection(container)) {
      caller.send(stage.request(GatewayStage.asking(true))).readUntil("\"lost\"");
      leaving.of(caller);
    }
    assertThat(lost.isClientGoneWithin(Script.DEADLINE)).as("the upstream was let go").isTrue();
    return stage.nextEnding();
  }

  private void assertPaidForAPart(ExchangeSummary ending) {
    assertThat(ending.outcome()).isEqualTo(Outcome.CALLER_GONE);
    assertThat(ending.usage().completionTokens()).isPositive();
    assertThat(stage.balance().charged()).isEqualTo(GatewayStage.PRICE.cost(ending.usage()));
    assertThat(stage.tollgate().openHolds()).isZero();
  }

  @Test
  void aCallerWhoResetsPaysForWhatCameAndFreesTheUpstream() throws Exception {
    assertPaidForAPart(lose(RawConnection::reset));
  }

  @Test
  void aCallerWhoClosesPaysForWhatCameAndFreesTheUpstream() throws Exception {
    assertPaidForAPart(lose(RawConnection::close));
  }

  @Test
  void aCallerWhoLeavesAWholeAnswerAloneHarmsNobody() throws Exception {
    Script whole = GatewayStage.whole("unread");
    Script held = Script.empty().hold().then(whole::play);
    stage.provider().next(held);
    RawConnection caller = new RawConnection(container);
    caller.send(stage.request(GatewayStage.asking(false)));
    held.awaitHold();
    caller.reset();
    held.release();

    assertThat(stage.nextEnding().outcome()).isIn(Outcome.COMPLETED, Outcome.CALLER_GONE);
    try (RawConnection next = new RawConnection(container)) {
      assertHealthy(next, "next", new HashSet<>());
    }
  }

  @Test
  void noOtherCallerSeesAnythingOfOneWhoLeft() throws Exception {
    Set<String> ids = new HashSet<>();
    try (RawConnection kept = new RawConnection(container)) {
      for (int round = 0; round < ROUNDS; round++) {
        // Data on its way while the caller leaves: the write fails on a thread of the upstream.
        Script lost = Script.stream().event(GatewayStage.delta("lost")).hold();
        for (int i = 0; i < 20; i++) {
          lost.event(GatewayStage.delta("lost again"));
        }
        stage.provider().next(lost.hold());
        RawConnection leaving = new RawConnection(container);
        leaving.send(stage.request(GatewayStage.asking(true))).readUntil("\"lost\"");
        lost.release();
        if (round % 2 == 0) {
          leaving.reset();
        } else {
          leaving.close();
        }

        try (RawConnection fresh = new RawConnection(container)) {
          assertHealthy(fresh, "fresh-" + round, ids);
        }
        assertHealthy(kept, "kept-" + round, ids);
        assertThat(lost.isClientGoneWithin(Script.DEADLINE)).isTrue();
      }
    }
    for (int i = 0; i < ROUNDS * 5; i++) {
      assertThat(stage.nextEnding().outcome()).isIn(Outcome.COMPLETED, Outcome.CALLER_GONE);
    }
    assertThat(ids).hasSize(ROUNDS * 4);
  }

  private void assertHealthy(RawConnection caller, String content, Set<String> ids)
      throws Exception {
    stage.provider().next(GatewayStage.whole(content + "-whole"));
    stage
        .provider()
        .next(GatewayStage.ending(Script.stream().event(GatewayStage.delta(content + "-part"))));
    Answer whole = caller.send(stage.request(GatewayStage.asking(false))).answer();
    Answer streamed = caller.send(stage.request(GatewayStage.asking(true))).answer();

    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).contains("\"" + content + "-whole\"").doesNotContain("lost");
    assertThat(streamed.status()).isEqualTo(200);
    assertThat(streamed.body())
        .contains("\"" + content + "-part\"")
        .doesNotContain("lost")
        .endsWith("data: [DONE]\n\n");
    assertThat(ids.add(whole.header("x-request-id"))).isTrue();
    assertThat(ids.add(streamed.header("x-request-id"))).isTrue();
  }

  @Test
  void aCallerWhoDoesNotReadIsCutOffAndTheFloodStopped() throws Exception {
    String event = GatewayStage.delta("x".repeat(4000));
    Script flood = Script.stream();
    for (int i = 0; i < FLOOD; i++) {
      flood.event(event);
    }
    stage.provider().next(flood);
    try (RawConnection caller = new RawConnection(container, 4096)) {
      caller.send(stage.request(ASKING_FOR_A_FLOOD)).readUntil("xxx");

      ExchangeSummary ending = stage.nextEnding();

      assertThat(flood.isClientGoneWithin(Script.DEADLINE)).isTrue();
      assertThat(flood.isFinishedWithin(Duration.ZERO)).isFalse();
      assertThat(budget.taken()).isZero();
      assertPaidForAPart(ending);
    }
  }

  @Test
  void aCallerWhoReadsSlowlyGetsAllOfTheFlood() throws Exception {
    int events = 2_000;
    Script flood = Script.stream();
    for (int i = 0; i < events; i++) {
      flood.event(GatewayStage.delta(i + "#" + "x".repeat(1000)));
    }
    stage.provider().next(GatewayStage.ending(flood));
    try (RawConnection caller = new RawConnection(container, 4096)) {
      String answer = caller.send(stage.request(ASKING_FOR_A_FLOOD)).readUntil("data: [DONE]\n\n");

      assertThat(answer).contains("\"" + (events - 1) + "#x");
      assertThat(stage.nextEnding().outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(stage.balance().charged()).isEqualTo(GatewayStage.COST);
    }
  }
}
