package dev.tollgate.servlet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.servlet.bootstrap.GatewayFilters;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.Cycles;
import dev.tollgate.servlet.fixtures.GatewayStage;
import dev.tollgate.servlet.fixtures.RawConnection;
import dev.tollgate.servlet.fixtures.RawConnection.Answer;
import dev.tollgate.servlet.http.ConnectionControl;
import dev.tollgate.servlet.http.ErrorWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a body comes, in every container. */
abstract class BodiesContract {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

  @TempDir Path directory;

  private final Cycles cycles = new Cycles();
  private GatewayStage stage;
  private Container container;
  private RawConnection caller;

  abstract Container start(App app);

  @BeforeEach
  void open() throws Exception {
    stage = new GatewayStage(directory);
    GatewayFilters.Container offers =
        new GatewayFilters.Container(
            ConnectionControl.NONE, AnswerLimits.standard(), () -> false, Set.of("/v1"));
    container =
        start(
            new App()
                .filter("/*", cycles)
                .installed(context -> GatewayFilters.install(context, stage.tollgate(), offers)));
    caller = new RawConnection(container);
  }

  @AfterEach
  void close() throws Exception {
    caller.close();
    container.close();
    assertThat(stage.faults()).isEmpty();
    stage.close();
  }

  private void assertAnswered(Answer answer, String content) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"" + content + "\"");
  }

  /** On a connection of its own, because a container may close it after a refusal. */
  private Answer askAnew(String request) throws Exception {
    try (RawConnection connection = new RawConnection(container)) {
      return connection.send(request).answer();
    }
  }

  private void assertNothingWasSent() {
    assertThat(stage.provider().requests()).isEmpty();
    assertThat(stage.tollgate().openHolds()).isZero();
  }

  @Test
  void aBodyMayComeByteByByte() throws Exception {
    stage.provider().next(GatewayStage.whole("dribbled"));

    assertAnswered(caller.dribble(stage.request(GatewayStage.asking(false))).answer(), "dribbled");
  }

  @Test
  void aBodyMayComeInChunks() throws Exception {
    stage.provider().next(GatewayStage.whole("chunked"));
    caller.send(stage.head() + JSON + CHUNKED);
    String body = GatewayStage.asking(false);
    for (int i = 0; i < body.length(); i += 10) {
      String part = body.substring(i, Math.min(body.length(), i + 10));
      caller.send(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
    }

    assertAnswered(caller.send("0\r\n\r\n").answer(), "chunked");
  }

  @Test
  void anEmptyBodyIsNoJson() throws Exception {
    List<String> requests =
        List.of(JSON + "Content-Length: 0\r\n\r\n", JSON + CHUNKED + "0\r\n\r\n", JSON + "\r\n");
    for (String rest : requests) {
      Answer answer = askAnew(stage.head() + rest);

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":\"invalid_request\"");
    }
    assertNothingWasSent();
  }

  @Test
  void onlyPlainJsonIsRead() throws Exception {
    List<String> requests =
        List.of(
            "Content-Type: text/plain\r\n",
            "",
            "Content-Type: application/jsonp\r\n",
            JSON + "Content-Encoding: gzip\r\n");
    for (String headers : requests) {
      Answer answer = caller.send(stage.head() + headers + "Content-Length: 2\r\n\r\n{}").answer();

      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.body()).contains("unsupported_media_type");
    }
    assertNothingWasSent();
  }

  @Test
  void aTypeMayBeWrittenInAnyCaseAndNameItsCharset() throws Exception {
    stage.provider().next(GatewayStage.whole("typed"));
    String body = GatewayStage.asking(false);

    assertAnswered(
        caller
            .send(
                stage.head()
                    + "Content-Type: Application/JSON ; charset=\"UTF-8\"\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)
            .answer(),
        "typed");
  }

  @Test
  void aBodyThatIsSlightlyTooLargeIsReadToItsEndAndRefused() throws Exception {
    String large = " ".repeat(GatewayStage.MAX_BODY + 1);

    Answer announced = askAnew(stage.request(large));
    Answer counted =
        askAnew(
            stage.head()
                + JSON
                + CHUNKED
                + Integer.toHexString(large.length())
                + "\r\n"
                + large
                + "\r\n0\r\n\r\n");

    assertThat(List.of(announced, counted))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(413);
              assertThat(answer.body()).contains("request_too_large");
            });
    assertNothingWasSent();
  }

  @Test
  void aBodyThatDoesNotEndIsRefusedReadablyAndItsConnectionClosed() throws Exception {
    caller.send(stage.head() + JSON + "Content-Length: 900000000\r\n\r\nabc");
    Answer announced = caller.answer();
    RawConnection other = new RawConnection(container);
    other.send(stage.head() + JSON + CHUNKED);
    String part = Integer.toHexString(65_536) + "\r\n" + " ".repeat(65_536) + "\r\n";
    for (int i = 0; i < 18; i++) {
      other.send(part);
    }

    Answer counted = other.answer();

    assertThat(List.of(announced, counted))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(413);
              assertThat(answer.header("connection")).isEqualTo("close");
            });
    assertThat(caller.bytesUntilClosed()).isZero();
    assertThat(other.bytesUntilClosed()).isZero();
    assertNothingWasSent();
  }

  @Test
  void refusalsOfLargeBodiesCanBeReadByWhoSendsThemFirst() throws Exception {
    String large = " ".repeat(800_000);
    String bad = stage.head().replace("Bearer ", "Bearer x");
    String typed = "Content-Type: text/plain\r\nContent-Length: " + large.length() + "\r\n\r\n";
    String framed = GatewayStage.framed(large);

    assertRefused(caller.send(bad + framed), 401, "unauthorized");
    assertRefused(caller.send(stage.head() + typed + large), 415, "unsupported_media_type");
    assertRefused(caller.send(stage.head().replace("POST", "PUT") + framed), 405, "not_allowed");
    assertRefused(caller.send(stage.head().replace("/v1/", "/v1/x") + framed), 404, "not_found");
    stage.provider().next(GatewayStage.whole("on the same connection"));
    assertAnswered(
        caller.send(stage.request(GatewayStage.asking(false))).answer(), "on the same connection");
  }

  private static void assertRefused(RawConnection refused, int status, String code)
      throws Exception {
    Answer answer = refused.answer();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(code);
  }

  @Test
  void aBodyThatBreaksOffLeavesNothingBehind() throws Exception {
    String half = JSON + "Content-Length: 1000\r\n\r\n{\"messages\":";
    for (boolean resets : List.of(true, false)) {
      RawConnection broken = new RawConnection(container);
      broken.send(stage.head() + half);
      cycles.awaitStart();
      if (resets) {
        broken.reset();
      } else {
        broken.close();
      }

      cycles.awaitEnd();
    }
    assertNothingWasSent();
    stage.provider().next(GatewayStage.whole("after"));
    assertAnswered(caller.send(stage.request(GatewayStage.asking(false))).answer(), "after");
  }

  @Test
  void bodiesBeyondTheBudgetAreRefusedUntilThereIsRoomAgain() throws Exception {
    ByteBudget budget = new ByteBudget(1000);
    ChatRequestFilter filter =
        new ChatRequestFilter(
            stage.tollgate().router(),
            stage.tollgate().counter(),
            new ErrorWriter(),
            new ChatRequestFilter.BodyLimits(GatewayStage.MAX_BODY, budget),
            stage.tollgate().timer());
    App app =
        new App()
            .asyncFilter("/*", filter)
            .work("/*", (request, response) -> response.setContentLength(0));
    String fits = GatewayStage.asking(false);
    try (Container small = start(app);
        RawConnection large = new RawConnection(small);
        RawConnection other = new RawConnection(small)) {
      Answer refused = large.send(stage.request(" ".repeat(2000))).answer();
      Answer passed = other.send(stage.request(fits)).answer();

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(refused.body()).contains("\"code\":\"overloaded\"");
      assertThat(passed.status()).isEqualTo(200);
    }
    assertThat(budget.taken()).isZero();
  }
}
