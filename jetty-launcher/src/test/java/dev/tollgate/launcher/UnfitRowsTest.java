package dev.tollgate.launcher;

import static dev.tollgate.upstream.hostile.HostileMode.REFUSED_CONTENT;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_400;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_409;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_413;
import static dev.tollgate.upstream.hostile.HostileMode.STATUS_422;
import static dev.tollgate.upstream.hostile.HostileMode.TOO_LONG_A_CONVERSATION;

import dev.tollgate.FailureRow;
import dev.tollgate.launcher.Expected.Ejection;
import dev.tollgate.upstream.hostile.HostileUpstream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Upstreams that say that the request is wrong: no other one is asked that would say the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UnfitRowsTest {

  @RegisterExtension private final HostileScene scene = HostileScene.ofRows(10, 14);

  @FailureRow(10)
  @Hostile(STATUS_400)
  void row10WrongRequestIsTriedNowhereElse(HostileUpstream upstream) throws Exception {
    scene.drill(upstream).run(Expected.refused("request_refused", 400, "invalid_request"));
  }

  @FailureRow(11)
  @Hostile(TOO_LONG_A_CONVERSATION)
  void row11ConversationThatIsTooLongIsTheCallersMatterUnlessARouteTakesLongerOnes(
      HostileUpstream upstream) throws Exception {
    String code = "context_length_exceeded";
    scene.drill(upstream).run(Expected.refused(code, 400, code));
    scene.widerDrill(upstream).run(Expected.switched(code, 400, code, Ejection.NEVER));
  }

  @FailureRow(12)
  @Hostile(REFUSED_CONTENT)
  void row12RefusedContentIsNotTakenToALaxerModel(HostileUpstream upstream) throws Exception {
    scene.drill(upstream).run(Expected.refused("content_policy", 400, "content_policy"));
  }

  @FailureRow(13)
  @Hostile(STATUS_413)
  void row13RequestThatIsTooLargeIsTheCallersMatterUnlessARouteTakesLongerOnes(
      HostileUpstream upstream) throws Exception {
    String code = "request_too_large";
    scene.drill(upstream).run(Expected.refused(code, 413, code));
    scene.widerDrill(upstream).run(Expected.switched(code, 413, code, Ejection.NEVER));
  }

  @FailureRow(14)
  @Hostile({STATUS_409, STATUS_422})
  void row14OtherRefusalsOfTheRequestAreTriedNowhereElse(HostileUpstream upstream)
      throws Exception {
    scene.drill(upstream).run(Expected.refused("request_refused", 400, "invalid_request"));
  }
}
