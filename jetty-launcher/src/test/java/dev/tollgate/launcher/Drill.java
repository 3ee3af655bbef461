package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.launcher.Expected.Ejection;
import dev.tollgate.money.Money;
import dev.tollgate.upstream.hostile.Form;
import dev.tollgate.upstream.hostile.HostileProvider;
import dev.tollgate.upstream.hostile.HostileUpstream;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * Asks a hostile upstream in each form, with and without another one behind it, until its state is
 * certain: and checks each time the attempts, the answer, the charge, the state and the alarms.
 */
final class Drill {

  private static final int IN_A_ROW = 5;

  /** What the good upstream claims: 10 × $1 and 20 × $2 a million. */
  private static final Money PRICE_OF_HELP = Money.ofNanos(50_000);

  private final HostileScene scene;
  private final HostileUpstream upstream;
  private final String helped;

  /** Counted here, and compared with what the upstream and the admin API count. */
  private long tries;

  /**
   * A drill.
   *
   * @param helped the model with another upstream behind it
   */
  Drill(HostileScene scene, HostileUpstream upstream, String helped) {
    this.scene = scene;
    this.upstream = upstream;
    this.helped = helped;
  }

  void run(Expected expected) throws Exception {
    tries = scene.state(upstream).attempts();
    for (Form form : upstream.mode().forms()) {
      helped(form, expected);
      alone(form, expected);
    }
    Form form = upstream.mode().forms().iterator().next();
    while (tries < IN_A_ROW) {
      alone(form, expected);
    }
    checkState(expected);
    helped(form, expected);
    checkCounts(expected);
  }

  private void helped(Form form, Expected expected) throws Exception {
    int helps = scene.provider().helps(upstream);
    Money before = scene.charged();
    boolean out = isOut(expected.ejection());

    HttpResponse<String> response = scene.ask(helped, form);

    tries += out ? 0 : expected.triesHelped();
    if (expected.isSwitched()) {
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(response.body())
          .contains("\"content\":\"" + HostileProvider.HELP + '"')
          .doesNotContain("canary");
      assertThat(response.body().endsWith("data: [DONE]\n\n")).isEqualTo(form == Form.STREAM);
    } else {
      checkRefused(response, expected);
    }
    int help = expected.isSwitched() ? 1 : 0;
    assertThat(scene.provider().helps(upstream) - helps).isEqualTo(help);
    assertThat(scene.charged().minus(before))
        .isEqualTo(expected.isSwitched() ? PRICE_OF_HELP : Money.ZERO);
    checkRequests();
  }

  private void alone(Form form, Expected expected) throws Exception {
    Money before = scene.charged();

    HttpResponse<String> response = scene.ask(HostileConfig.alone(upstream), form);

    tries += expected.triesAlone();
    checkRefused(response, expected);
    assertThat(scene.charged()).isEqualTo(before);
    checkRequests();
  }

  private static void checkRefused(HttpResponse<String> response, Expected expected) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(expected.status());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(response.headers().firstValue("Retry-After").orElse(""))
        .isEqualTo(expected.retryAfter());
    assertThat(response.body()).doesNotContain("canary");
    Answer error = Answer.of(response.body());
    assertThat(error.text("error.code")).isEqualTo(expected.code());
    assertThat(error.text("error.type")).isEqualTo(expected.type());
  }

  private boolean isOut(Ejection ejection) {
    return switch (ejection) {
      case FIFTH -> tries >= IN_A_ROW;
      case WAIT, OPERATOR, ROUTE -> tries > 0;
      case NEVER -> false;
    };
  }

  private void checkCounts(Expected expected) throws Exception {
    UpstreamState state = scene.state(upstream);
    assertThat(state.errors()).containsOnlyKeys(expected.kind());
    assertThat(state.attempts()).isEqualTo(tries);
    assertThat(state.successes()).isZero();
    assertThat(state.inFlight()).isZero();
    assertThat(scene.alarms(upstream))
        .isEqualTo(expected.isAlarming() ? Map.of(expected.kind(), tries) : Map.of());
  }

  private void checkRequests() {
    long reached = upstream.mode().isReached() ? tries : 0;
    assertThat((long) scene.provider().requests(upstream)).isEqualTo(reached);
  }

  private void checkState(Expected expected) throws Exception {
    UpstreamState state = scene.state(upstream);
    switch (expected.ejection()) {
      case FIFTH -> checkOut(state, expected, 30);
      case WAIT -> checkOut(state, expected, Long.parseLong(expected.retryAfter()));
      case OPERATOR -> checkOut(state, expected, 300);
      case ROUTE, NEVER -> {
        assertThat(state.circuit()).isEqualTo("closed");
        assertThat(state.reason()).isEmpty();
      }
    }
  }

  /** Not to the second: there is a jitter, and the test takes its time too. */
  private static void checkOut(UpstreamState state, Expected expected, long seconds) {
    assertThat(state.circuit()).isEqualTo("open");
    assertThat(state.reason()).isEqualTo(expected.kind());
    assertThat(state.outFor()).isBetween(seconds / 2, seconds);
  }
}
