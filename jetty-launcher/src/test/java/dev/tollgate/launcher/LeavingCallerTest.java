package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Connections are watched while an answer is pending: who leaves is noticed long before the first
 * keep-alive, and who stays loses nothing of what he sends meanwhile.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LeavingCallerTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private Customer customer;

  @BeforeAll
  void prepare() throws Exception {
    gateway.tollgate().counter().count("warm");
  }

  @BeforeEach
  void open() throws Exception {
    customer = gateway.rich();
  }

  @AfterEach
  void check() {
    gateway.checkBooks();
  }

  private RawCaller connect() throws Exception {
    return RawCaller.connect(gateway.port());
  }

  private Script thinking(String text) {
    Script thinking = Script.empty().hold();
    return provider.next(thinking.then(wire -> ProviderAnswers.whole(text, 24, 9).play(wire)));
  }

  private void checkLeft(Script upstream, Usage charged) throws Exception {
    assertThat(upstream.isClientGoneWithin(AT_ONCE)).isTrue();
    ExchangeSummary ending = gateway.awaitEnding();
    assertThat(ending.outcome()).isEqualTo(Outcome.CALLER_GONE);
    assertThat(ending.usage()).isEqualTo(charged);
  }

  @Test
  void whoClosesBeforeAWholeAnswerFreesTheUpstreamAndPaysNothing() throws Exception {
    Script thinking = thinking("Never.");
    RawCaller caller = connect().ask(customer, Question.PLAIN);
    thinking.awaitHold();

    caller.close();

    checkLeft(thinking, Usage.NONE);
    gateway.checkUncharged(customer);
  }

  @Test
  void whoResetsBeforeAWholeAnswerFreesTheUpstreamAndPaysNothing() throws Exception {
    Script thinking = thinking("Never.");
    RawCaller caller = connect().ask(customer, Question.PLAIN);
    thinking.awaitHold();

    caller.hangUp();

    checkLeft(thinking, Usage.NONE);
    gateway.checkUncharged(customer);
  }

  @Test
  void whoLeavesASilentStreamPaysForWhatCame() throws Exception {
    Script silent = provider.next(Script.stream().event(ProviderAnswers.delta("one two")).hold());
    RawCaller caller = connect().ask(customer, Question.STREAM);
    caller.lineWith("one two");

    caller.close();

    checkLeft(silent, Usage.estimated(8, 2));
  }

  @Test
  void whoLeavesBehindHisNextRequestIsNoticedToo() throws Exception {
    Script thinking = thinking("Never.");
    RawCaller caller = connect().ask(customer, Question.PLAIN);
    thinking.awaitHold();

    caller.ask(customer, Question.PLAIN).close();

    checkLeft(thinking, Usage.NONE);
    gateway.checkUncharged(customer);
  }

  @Test
  void requestsThatWereSentTogetherAreAllAnswered() throws Exception {
    provider.next(ProviderAnswers.whole("First.", 24, 9));
    provider.next(ProviderAnswers.whole("Second.", 24, 9));
    String framing = "Content-Length: " + Question.PLAIN.length();
    String request = RawCaller.chatHead(customer, framing) + Question.PLAIN;

    try (RawCaller caller = connect().send(request + request)) {
      assertThat(caller.body()).contains("First.");
      assertThat(caller.body()).contains("Second.");
    }
    gateway.awaitEnding();
    gateway.awaitEnding();
  }

  @Test
  void requestsThatComeWhileAnAnswerIsPendingLoseNoByte() throws Exception {
    for (int size : new int[] {0, 3_000, 4_096, 100_000}) {
      Script first = thinking("First.");
      provider.next(ProviderAnswers.whole("Second.", 24, 9));
      provider.next(ProviderAnswers.whole("Third.", 24, 9));
      try (RawCaller caller = connect().ask(customer, Question.PLAIN)) {
        first.awaitHold();
        caller.ask(customer, Question.PLAIN + " ".repeat(size));
        // What was sent is read ahead by the time that a stranger is answered.
        assertThat(new Caller(gateway.address(), "").get("/healthz").statusCode()).isEqualTo(200);
        caller.ask(customer, Question.PLAIN);
        first.release();

        assertThat(caller.body()).contains("First.");
        assertThat(caller.body()).contains("Second.");
        assertThat(caller.body()).contains("Third.");
      }
      for (int i = 0; i < 3; i++) {
        assertThat(gateway.awaitEnding().outcome()).isEqualTo(Outcome.COMPLETED);
      }
    }
  }

  @Test
  void aKeptConnectionGoesOnAndOnAndIsWatchedEachTime() throws Exception {
    RawCaller caller = connect();
    for (int i = 0; i < 200; i++) {
      provider.next(ProviderAnswers.whole("Answer " + i + ".", 24, 9));
      assertThat(caller.ask(customer, Question.PLAIN).body()).contains("Answer " + i + ".");
      gateway.awaitEnding();
    }
    Script thinking = thinking("Never.");
    caller.ask(customer, Question.PLAIN);
    thinking.awaitHold();

    caller.close();

    checkLeft(thinking, Usage.NONE);
  }
}
