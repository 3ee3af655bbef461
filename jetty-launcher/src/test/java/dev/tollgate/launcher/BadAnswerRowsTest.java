package dev.tollgate.launcher;

import static dev.tollgate.upstream.hostile.HostileMode.AN_ARRAY;
import static dev.tollgate.upstream.hostile.HostileMode.BAD_UTF8;
import static dev.tollgate.upstream.hostile.HostileMode.ENDLESS_LINE;
import static dev.tollgate.upstream.hostile.HostileMode.ERROR_FIRST;
import static dev.tollgate.upstream.hostile.HostileMode.HALF_A_BODY;
import static dev.tollgate.upstream.hostile.HostileMode.INFORMATIONAL_SPAM;
import static dev.tollgate.upstream.hostile.HostileMode.NOT_JSON;
import static dev.tollgate.upstream.hostile.HostileMode.NO_CHOICES;
import static dev.tollgate.upstream.hostile.HostileMode.NO_TYPE;
import static dev.tollgate.upstream.hostile.HostileMode.PAGE;
import static dev.tollgate.upstream.hostile.HostileMode.REDIRECT;
import static dev.tollgate.upstream.hostile.HostileMode.SILENCE;
import static dev.tollgate.upstream.hostile.HostileMode.SILENT_STREAM;
import static dev.tollgate.upstream.hostile.HostileMode.STALLED_BODY;
import static dev.tollgate.upstream.hostile.HostileMode.TOO_LARGE;
import static dev.tollgate.upstream.hostile.HostileMode.WRONG_SHAPE;

import dev.tollgate.FailureRow;
import dev.tollgate.launcher.Expected.Ejection;
import dev.tollgate.upstream.hostile.HostileUpstream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Upstreams whose answer is none, or does not come: another one is asked in time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadAnswerRowsTest {

  private static final Expected BAD =
      Expected.switched("bad_answer", 502, "upstream_error", Ejection.FIFTH);

  private static final Expected LATE =
      Expected.switched("timeout", 504, "upstream_timeout", Ejection.FIFTH);

  @RegisterExtension private final HostileScene scene = HostileScene.ofRows(15, 20);

  @FailureRow(15)
  @Hostile({INFORMATIONAL_SPAM, REDIRECT})
  void row15AnswersThatPutOffAreNone(HostileUpstream upstream) throws Exception {
    scene.drill(upstream).run(BAD);
  }

  @FailureRow(16)
  @Hostile({NOT_JSON, AN_ARRAY, WRONG_SHAPE, NO_CHOICES, BAD_UTF8, TOO_LARGE, ENDLESS_LINE})
  void row16AnswersOfTheWrongShapeOrSizeAreNone(HostileUpstream upstream) throws Exception {
    scene.drill(upstream).run(BAD);
  }

  @FailureRow(17)
  @Hostile({PAGE, NO_TYPE})
  void row17AnswersOfTheWrongTypeAreNone(HostileUpstream upstream) throws Exception {
    scene.drill(upstream).run(BAD);
  }

  @FailureRow(18)
  @Hostile({SILENCE, SILENT_STREAM})
  void row18SilenceBeforeTheFirstChunkIsATimeout(HostileUpstream upstream) throws Exception {
    scene.drill(upstream).run(LATE);
  }

  @FailureRow(19)
  @Hostile(HALF_A_BODY)
  void row19BodyThatBreaksOffIsNoAnswer(HostileUpstream upstream) throws Exception {
    scene
        .drill(upstream)
        .run(Expected.switched("connection_lost", 502, "upstream_error", Ejection.FIFTH));
  }

  @FailureRow(19)
  @Hostile(STALLED_BODY)
  void row19BodyThatStallsIsATimeout(HostileUpstream upstream) throws Exception {
    scene.drill(upstream).run(LATE);
  }

  @FailureRow(20)
  @Hostile(ERROR_FIRST)
  void row20ErrorInPlaceOfTheFirstChunkHasItsTrueStatus(HostileUpstream upstream) throws Exception {
    scene
        .drill(upstream)
        .run(Expected.switched("server_error", 502, "upstream_error", Ejection.FIFTH));
  }
}
