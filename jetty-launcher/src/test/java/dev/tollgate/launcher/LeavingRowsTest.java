package dev.tollgate.launcher;

import static dev.tollgate.upstream.hostile.HostileMode.ACCEPTED_IN_SILENCE;
import static dev.tollgate.upstream.hostile.HostileMode.SILENCE;
import static dev.tollgate.upstream.hostile.HostileMode.STALLED_BEHIND_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.hostile.Form;
import dev.tollgate.upstream.hostile.HostileProvider;
import dev.tollgate.upstream.hostile.HostileUpstream;
import java.time.Duration;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callers who leave: the upstream is left at once, and they pay for what they had of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LeavingRowsTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  /** What the counter makes of the question. */
  private static final long PROMPT = 8;

  /** What it makes of the part of an answer. */
  private static final long TEXT = 3;

  @RegisterExtension
  private final HostileScene scene =
      HostileScene.patient(SILENCE, ACCEPTED_IN_SILENCE, STALLED_BEHIND_TEXT);

  @FailureRow(27)
  @Hostile(SILENCE)
  void row27WhoLeavesBeforeTheUpstreamAcceptedPaysNothing(HostileUpstream upstream)
      throws Exception {
    for (Form form : Form.values()) {
      Money before = scene.charged();
      RawCaller caller = ask(upstream, form);
      Script silent = scene.provider().awaitScript(upstream);
      silent.awaitHold();

      caller.close();

      checkLeft(upstream, silent, Usage.NONE);
      assertThat(scene.charged()).isEqualTo(before);
    }
  }

  @FailureRow(28)
  @Hostile(ACCEPTED_IN_SILENCE)
  void row28WhoLeavesBeforeTheFirstChunkPaysThePrompt(HostileUpstream upstream) throws Exception {
    // The upstream's status is long here by the time that we say a second time that we live.
    leaveStream(upstream, ": keep-alive", 2, Usage.estimated(PROMPT, 0));
  }

  @FailureRow(29)
  @Hostile(STALLED_BEHIND_TEXT)
  void row29WhoLeavesInTheMiddlePaysThePromptAndWhatCame(HostileUpstream upstream)
      throws Exception {
    String text = "\"content\":\"" + HostileProvider.TEXT + '"';
    leaveStream(upstream, text, 1, Usage.estimated(PROMPT, TEXT));
  }

  private void leaveStream(HostileUpstream upstream, String line, int times, Usage used)
      throws Exception {
    Money before = scene.charged();
    RawCaller caller = ask(upstream, Form.STREAM);
    for (int i = 0; i < times; i++) {
      caller.lineWith(line);
    }

    caller.close();

    checkLeft(upstream, scene.provider().awaitScript(upstream), used);
    assertThat(scene.charged().minus(before))
        .isEqualTo(Money.ofNanos(used.promptTokens() * 1_000 + used.completionTokens() * 2_000));
  }

  private RawCaller ask(HostileUpstream upstream, Form form) throws Exception {
    String model = HostileConfig.helped(upstream);
    return RawCaller.connect(scene.gateway().port())
        .ask(scene.customer(), form == Form.STREAM ? Question.streamOf(model) : Question.of(model));
  }

  /** The upstream is left, no other is asked, and it is as good as before. */
  private void checkLeft(HostileUpstream upstream, Script left, Usage used) throws Exception {
    assertThat(left.isClientGoneWithin(AT_ONCE)).isTrue();
    ExchangeSummary ending = scene.gateway().awaitEnding();
    assertThat(ending.outcome()).isEqualTo(Outcome.CALLER_GONE);
    assertThat(ending.usage()).isEqualTo(used);
    assertThat(scene.provider().helps(upstream)).isZero();
    UpstreamState state = scene.state(upstream);
    assertThat(state.circuit()).isEqualTo("closed");
    assertThat(state.attempts()).isZero();
    assertThat(state.inFlight()).isZero();
  }
}
