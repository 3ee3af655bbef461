package dev.tollgate.launcher;

import static dev.tollgate.upstream.hostile.HostileMode.BAD_UTF8_BEHIND_TEXT;
import static dev.tollgate.upstream.hostile.HostileMode.CLOSED_BEHIND_TEXT;
import static dev.tollgate.upstream.hostile.HostileMode.DONE_WITHOUT_REASON;
import static dev.tollgate.upstream.hostile.HostileMode.ERROR_BEHIND_TEXT;
import static dev.tollgate.upstream.hostile.HostileMode.GIANT_LINE_BEHIND_TEXT;
import static dev.tollgate.upstream.hostile.HostileMode.NO_JSON_BEHIND_TEXT;
import static dev.tollgate.upstream.hostile.HostileMode.NO_REASON;
import static dev.tollgate.upstream.hostile.HostileMode.RESET_BEHIND_TEXT;
import static dev.tollgate.upstream.hostile.HostileMode.STALLED_BEHIND_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.gateway.LostAnswer;
import dev.tollgate.gateway.LostAnswer.Reason;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.hostile.HostileProvider;
import dev.tollgate.upstream.hostile.HostileUpstream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams that break after the caller has seen a part: said as an error, never as an end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrokenStreamRowsTest {

  private static final int IN_A_ROW = 5;

  /** What the counter makes of the question and of the part of an answer. */
  private static final Usage USED = Usage.estimated(8, 3);

  @RegisterExtension private final HostileScene scene = HostileScene.ofRows(22, 23);

  @FailureRow(22)
  @Hostile({CLOSED_BEHIND_TEXT, RESET_BEHIND_TEXT})
  void row22LostConnectionBehindTheFirstChunkIsAnError(HostileUpstream upstream) throws Exception {
    drill(upstream, "connection_lost", "upstream_error");
  }

  @FailureRow(22)
  @Hostile(STALLED_BEHIND_TEXT)
  void row22StallBehindTheFirstChunkIsATimeout(HostileUpstream upstream) throws Exception {
    drill(upstream, "timeout", "upstream_timeout");
  }

  @FailureRow(22)
  @Hostile(ERROR_BEHIND_TEXT)
  void row22ErrorEventBehindTheFirstChunkIsAnError(HostileUpstream upstream) throws Exception {
    drill(upstream, "server_error", "upstream_error");
  }

  @FailureRow(22)
  @Hostile({NO_JSON_BEHIND_TEXT, BAD_UTF8_BEHIND_TEXT, GIANT_LINE_BEHIND_TEXT})
  void row22RubbishBehindTheFirstChunkIsAnError(HostileUpstream upstream) throws Exception {
    drill(upstream, "bad_answer", "upstream_error");
  }

  @FailureRow(23)
  @Hostile({NO_REASON, DONE_WITHOUT_REASON})
  void row23EndWithoutAReasonIsAnError(HostileUpstream upstream) throws Exception {
    drill(upstream, "bad_answer", "upstream_error");
  }

  /**
   * Nobody takes over, nothing is charged, the operator's loss is known, and the fifth time is the
   * upstream's last.
   */
  private void drill(HostileUpstream upstream, String kind, String code) throws Exception {
    Money before = scene.charged();
    for (int tries = 1; tries <= IN_A_ROW; tries++) {
      breakOff(upstream, code);
      UpstreamState state = scene.state(upstream);
      assertThat(state.errors()).containsOnlyKeys(kind).containsEntry(kind, (long) tries);
      assertThat(state.circuit()).isEqualTo(tries < IN_A_ROW ? "closed" : "open");
      assertThat(state.reason()).isEqualTo(tries < IN_A_ROW ? "" : kind);
      assertThat(state.inFlight()).isZero();
      assertThat(scene.provider().requests(upstream)).isEqualTo(tries);
    }
    assertThat(scene.provider().helps(upstream)).isZero();
    assertThat(scene.charged()).isEqualTo(before);
  }

  private void breakOff(HostileUpstream upstream, String code) throws Exception {
    try (RawCaller caller = RawCaller.connect(scene.gateway().port())) {
      caller.ask(scene.customer(), Question.streamOf(HostileConfig.helped(upstream)));
      assertThat(caller.head().get(0)).startsWith("HTTP/1.1 200");
      caller.lineWith("\"content\":\"" + HostileProvider.TEXT + '"');
      scene.provider().awaitScript(upstream).release();
      BrokenEnd.check(caller, code);
    }
    assertThat(scene.gateway().awaitEnding().outcome()).isEqualTo(Outcome.FAILED);
    LostAnswer lost = scene.gateway().awaitLost();
    assertThat(lost.upstream()).isEqualTo(upstream.id());
    assertThat(lost.reason()).isEqualTo(Reason.BROKEN_OFF);
    assertThat(lost.used()).isEqualTo(USED);
  }
}
