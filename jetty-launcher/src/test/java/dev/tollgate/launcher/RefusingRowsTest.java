package dev.tollgate.launcher;

import static dev.tollgate.upstream.hostile.HostileMode.CLOSED_AT_ONCE;
import static dev.tollgate.upstream.hostile.HostileMode.CLOSED_HANDSHAKE;
import static dev.tollgate.upstream.hostile.HostileMode.REFUSED_CONNECTION;
import static dev.tollgate.upstream.hostile.HostileMode.RESET_AT_ONCE;
import static dev.tollgate.upstream.hostile.HostileMode.SILENT_HANDSHAKE;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_401;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_402;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_403;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_404;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_408;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_425;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_429;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_500;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_502;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_503;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_504;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_529;
import static dev.tollgate.upstream.hostile.HostileMode.UNKNOWN_HOST;

import dev.tollgate.FailureRow;
import dev.tollgate.launcher.Expected.Ejection;
import dev.tollgate.upstream.hostile.HostileUpstream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Upstreams that cannot be reached, or do not want to answer for reasons of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusingRowsTest {

  @RegisterExtension private final HostileScene scene = HostileScene.ofRows(1, 9);

  @FailureRow(1)
  @Hostile({REFUSED_CONNECTION, UNKNOWN_HOST, CLOSED_HANDSHAKE})
  void row01WithoutAConnectionAnotherIsAskedOrElseTheSameOnceMore(HostileUpstream upstream)
      throws Exception {
    scene
        .drill(upstream)
        .run(
            Expected.switched("connect_failed", 502, "upstream_error", Ejection.FIFTH)
                .withTries(1, 2));
  }

  @FailureRow(2)
  @Hostile(SILENT_HANDSHAKE)
  void row02WithoutAConnectionInTimeAnotherIsAsked(HostileUpstream upstream) throws Exception {
    scene
        .drill(upstream)
        .run(Expected.switched("connect_timeout", 504, "upstream_timeout", Ejection.FIFTH));
  }

  @FailureRow(3)
  @Hostile({CLOSED_AT_ONCE, RESET_AT_ONCE})
  void row03LostBeforeTheStatusTheSameIsAskedOnceMoreThenAnother(HostileUpstream upstream)
      throws Exception {
    scene
        .drill(upstream)
        .run(
            Expected.switched("connection_lost", 502, "upstream_error", Ejection.FIFTH)
                .withTries(2, 2));
  }

  @FailureRow(4)
  @Hostile({STATUS_500, STATUS_502, STATUS_503, STATUS_504, STATUS_529})
  void row04BrokenServerIsLeftForAnother(HostileUpstream upstream) throws Exception {
    scene
        .drill(upstream)
        .run(Expected.switched("server_error", 502, "upstream_error", Ejection.FIFTH));
  }

  @FailureRow(5)
  @Hostile({STATUS_408, STATUS_425})
  void row05ServerThatMissedTheRequestIsNoWorseForIt(HostileUpstream upstream) throws Exception {
    scene
        .drill(upstream)
        .run(Expected.switched("request_timeout", 504, "upstream_timeout", Ejection.NEVER));
  }

  @FailureRow(6)
  @Hostile(STATUS_429)
  void row06BusyServerIsLeftAloneForAsLongAsItAsks(HostileUpstream upstream) throws Exception {
    scene
        .drill(upstream)
        .run(
            Expected.switched("rate_limited", 503, "upstream_unavailable", Ejection.WAIT)
                .withRetryAfter("30"));
  }

  @FailureRow(7)
  @Hostile({STATUS_401, STATUS_403})
  void row07ServerThatRefusesOurKeyIsOutUntilAnOperatorLooks(HostileUpstream upstream)
      throws Exception {
    scene
        .drill(upstream)
        .run(Expected.switched("credential_refused", 502, "upstream_error", Ejection.OPERATOR));
  }

  @FailureRow(8)
  @Hostile(STATUS_402)
  void row08ServerWhereOurAccountIsEmptyIsOutUntilAnOperatorLooks(HostileUpstream upstream)
      throws Exception {
    scene
        .drill(upstream)
        .run(
            Expected.switched("account_empty", 503, "upstream_unavailable", Ejection.OPERATOR)
                .withRetryAfter("1"));
  }

  @FailureRow(9)
  @Hostile(STATUS_404)
  void row09RouteToAModelThatIsNotThereIsOut(HostileUpstream upstream) throws Exception {
    scene
        .drill(upstream)
        .run(Expected.switched("unknown_model", 502, "upstream_error", Ejection.ROUTE));
  }
}
