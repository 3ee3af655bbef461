package dev.tollgate.launcher;

import static dev.tollgate.upstream.hostile.HostileMode.ABSURD_USAGE;
import static dev.tollgate.upstream.hostile.HostileMode.FILTERED_CONTENT;
import static dev.tollgate.upstream.hostile.HostileMode.NEGATIVE_USAGE;
import static dev.tollgate.upstream.hostile.HostileMode.NO_USAGE;
import static dev.tollgate.upstream.hostile.HostileMode.TOO_MANY_TOKENS;
import static dev.tollgate.upstream.hostile.HostileMode.USAGE_WITHOUT_NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.FailureRow;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.hostile.Form;
import dev.tollgate.upstream.hostile.HostileProvider;
import dev.tollgate.upstream.hostile.HostileUpstream;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers that are whole, whatever the upstream claims to have used for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UsageRowsTest {

  /** What the counter makes of the question. */
  private static final long PROMPT = 8;

  /** What it makes of the answer. */
  private static final long TEXT = 3;

  @RegisterExtension private final HostileScene filtered = HostileScene.ofRows(12, 12);
  @RegisterExtension private final HostileScene scene = HostileScene.ofRows(24, 26);

  @FailureRow(12)
  @Hostile(FILTERED_CONTENT)
  void row12AnswerThatWasFilteredIsAnAnswer(HostileUpstream upstream) throws Exception {
    // As the upstream claims: 10 × $1 and 20 × $2 a million.
    check(filtered, upstream, 500, "content_filter", 10, 20);
    assertThat(filtered.alarms(upstream)).isEmpty();
  }

  @FailureRow(24)
  @Hostile(NO_USAGE)
  void row24AnswerWithoutUsageIsEstimated(HostileUpstream upstream) throws Exception {
    check(scene, upstream, 500, "stop", PROMPT, TEXT);
    assertThat(scene.alarms(upstream)).isEmpty();
  }

  @FailureRow(25)
  @Hostile(TOO_MANY_TOKENS)
  void row25AnswerBeyondTheCapIsCutThereAndAnAlarm(HostileUpstream upstream) throws Exception {
    check(scene, upstream, 5, "length", PROMPT, 5);
    // What is reported of a whole answer is beyond the cap too; a stream is cut before its report.
    assertThat(scene.alarms(upstream)).isEqualTo(Map.of("cap_ignored", 2L, "usage_absurd", 1L));
  }

  @FailureRow(26)
  @Hostile({ABSURD_USAGE, NEGATIVE_USAGE, USAGE_WITHOUT_NUMBERS})
  void row26UsageThatIsNotBelievedIsEstimatedAndAnAlarm(HostileUpstream upstream) throws Exception {
    check(scene, upstream, 500, "stop", PROMPT, TEXT);
    assertThat(scene.alarms(upstream)).isEqualTo(Map.of("usage_absurd", 2L));
  }

  private static void check(
      HostileScene scene,
      HostileUpstream upstream,
      int cap,
      String reason,
      long prompt,
      long completion)
      throws Exception {
    String model = HostileConfig.helped(upstream);
    for (Form form : Form.values()) {
      Money before = scene.charged();

      HttpResponse<String> response = scene.ask(model, form, cap);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(response.body())
          .contains(HostileProvider.TEXT, "\"finish_reason\":\"" + reason + '"')
          .contains("\"prompt_tokens\":" + prompt, "\"completion_tokens\":" + completion)
          // Six tokens, of which no cap here allows more than five.
          .doesNotContain("one two three one two three")
          .doesNotContain("canary");
      assertThat(response.body().endsWith("data: [DONE]\n\n")).isEqualTo(form == Form.STREAM);
      assertThat(scene.charged().minus(before))
          .isEqualTo(Money.ofNanos(prompt * 1_000 + completion * 2_000));
    }
    assertThat(scene.provider().requests(upstream)).isEqualTo(2);
    assertThat(scene.provider().helps(upstream)).isZero();
    UpstreamState state = scene.state(upstream);
    assertThat(state.circuit()).isEqualTo("closed");
    assertThat(state.successes()).isEqualTo(2);
    assertThat(state.errors()).isEmpty();
    assertThat(state.inFlight()).isZero();
  }
}
