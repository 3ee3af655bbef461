package dev.tollgate.upstream.openai;

import static dev.tollgate.upstream.openai.OpenAiUpstreamTest.delta;
import static dev.tollgate.upstream.openai.OpenAiUpstreamTest.finish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.RecordingListener;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.UpstreamFixture;
import dev.tollgate.upstream.codec.CodecUpstream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of answers that are none, through real sockets. */
final class OpenAiFailuresTest {

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private RecordingListener ask(Script script, boolean stream) {
    fixture.provider().next(script);
    RecordingListener listener = new RecordingListener();
    new CodecUpstream(
            fixture.settings(),
            new OpenAiCodec(fixture.settings().baseUrl()),
            fixture.client(),
            InstantSource.system())
        .call(stream ? ChatRequests.streamed("Hi") : ChatRequests.whole("Hi"), listener);
    return listener;
  }

  @ParameterizedTest
  @CsvSource({
    "400, REQUEST_REFUSED", "401, CREDENTIAL_REFUSED", "402, ACCOUNT_EMPTY",
    "403, CREDENTIAL_REFUSED", "404, UNKNOWN_MODEL", "408, REQUEST_TIMEOUT",
    "413, REQUEST_TOO_LARGE", "422, REQUEST_REFUSED", "425, REQUEST_TIMEOUT",
    "429, RATE_LIMITED", "500, SERVER_ERROR", "502, SERVER_ERROR",
    "503, SERVER_ERROR", "504, SERVER_ERROR", "529, SERVER_ERROR",
    "302, BAD_ANSWER", "204, BAD_ANSWER"
  })
  void everyStatusHasItsKind(int status, Kind kind) throws Exception {
    String body = status == 204 ? "" : "{\"error\":{\"message\":\"sk-secret\"}}";

    UpstreamFailure failure =
        ask(Script.status(status, body, "Retry-After: 7", "Location: /elsewhere"), true)
            .awaitFailure();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.toString()).doesNotContain("sk-");
    assertThat(failure.delay())
        .isEqualTo(status == 429 || status == 503 ? Duration.ofSeconds(7) : null);
    assertThat(fixture.provider().requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, code, context_length_exceeded, CONTEXT_LENGTH_EXCEEDED",
    "400, type, exceed_context_size_error, CONTEXT_LENGTH_EXCEEDED",
    "400, code, content_policy_violation, CONTENT_POLICY",
    "403, code, content_filter, CONTENT_POLICY",
    "401, code, content_filter, CREDENTIAL_REFUSED",
    "400, code, something_else, REQUEST_REFUSED",
    "429, code, insufficient_quota, ACCOUNT_EMPTY",
    "429, type, insufficient_quota, ACCOUNT_EMPTY",
    "429, code, rate_limit_exceeded, RATE_LIMITED",
    "429, code, content_filter, RATE_LIMITED"
  })
  void bodyTellsWhatItsStatusDoesNot(int status, String member, String word, Kind kind)
      throws Exception {
    String body = "{\"error\":{\"message\":\"m\",\"" + member + "\":\"" + word + "\"}}";

    assertThat(ask(Script.status(status, body), false).awaitFailure().kind()).isEqualTo(kind);
  }

  @Test
  void anEndlessErrorBodyIsNotReadToItsEnd() throws Exception {
    Script endless =
        Script.empty()
            .raw("HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
            .then(
                wire -> {
                  byte[] junk = "junk ".repeat(2000).getBytes(StandardCharsets.UTF_8);
                  for (int i = 0; i < 100_000; i++) {
                    wire.write(junk);
                  }
                });

    assertThat(ask(endless, false).awaitFailure().kind()).isEqualTo(Kind.SERVER_ERROR);
    assertThat(endless.isClientGoneWithin(Duration.ofSeconds(2))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|<html>",
        "application/json|[]",
        "application/json|{}",
        "application/json|{\"choices\":[]}",
        "application/json|{\"choices\":[{\"message\":null,\"finish_reason\":\"stop\"}]}",
        "application/json|{\"choices\":[{\"message\":{\"content\":1},\"finish_reason\":\"stop\"}]}",
        "application/json|{\"choices\":[{\"message\":{\"content\":\"no reason\"}}]}",
        "text/html|{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}",
        "text/event-stream|data: {}"
      })
  void aWholeAnswerOfTheWrongShapeIsBad(String type, String body) throws Exception {
    Script script = Script.answer(200, type, body);

    assertThat(ask(script, false).awaitFailure().kind()).isEqualTo(Kind.BAD_ANSWER);
  }

  @Test
  void aBodyBeyondTheLimitIsCutOff() throws Exception {
    Script huge =
        Script.empty()
            .raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
            .then(
                wire -> {
                  byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
                  for (int i = 0; i < 40; i++) {
                    wire.write(blanks);
                  }
                });

    UpstreamFailure failure = ask(huge, false).awaitFailure();

    assertThat(failure.kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(failure.detail()).contains("33554432");
  }

  @Test
  void aWholeAnswerCutHalfWayIsALostConnection() throws Exception {
    Script cut =
        Script.empty()
            .raw(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
            .cut();

    assertThat(ask(cut, false).awaitFailure().kind()).isEqualTo(Kind.CONNECTION_LOST);
  }

  @Test
  void anAnswerThatIsNotHttpOrNeverBeginsIsBad() throws Exception {
    assertThat(ask(Script.empty().raw("220 smtp ready\r\n\r\n").cut(), false).awaitFailure().kind())
        .isEqualTo(Kind.BAD_ANSWER);
    Script spam = Script.empty();
    for (int i = 0; i < 50; i++) {
      spam.raw("HTTP/1.1 103 Early Hints\r\n\r\n");
    }
    assertThat(ask(spam.hold(), false).awaitFailure().kind()).isEqualTo(Kind.BAD_ANSWER);
  }

  @Test
  void aStreamAnsweredWithJsonIsToldAsAStream() throws Exception {
    assertThat(ask(Script.json(OpenAiUpstreamTest.WHOLE), true).awaitEnd())
        .containsExactly(
            new ChatChunk.ContentDelta("Hi."),
            new ChatChunk.Finish(FinishReason.STOP),
            new ChatChunk.UsageReport(new ReportedUsage(7, 3, 0, 0)));
  }

  @Test
  void aStreamWithoutAFinishReasonFailsHoweverItEnds() throws Exception {
    Script done = Script.stream().event(delta("\"content\":\"x\"")).done();
    Script end = Script.stream().event(delta("\"content\":\"x\"")).end();
    Script cut = Script.stream().event(delta("\"content\":\"x\"")).cut();
    Script reset = Script.stream().event(delta("\"content\":\"x\"")).hold().reset();

    assertThat(ask(done, true).awaitFailure().kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(ask(end, true).awaitFailure().kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(ask(cut, true).awaitFailure().kind()).isEqualTo(Kind.CONNECTION_LOST);
    RecordingListener listener = ask(reset, true);
    listener.awaitChunk();
    reset.release();
    assertThat(listener.awaitFailure().kind()).isEqualTo(Kind.CONNECTION_LOST);
  }

  @Test
  void aStreamWithAFinishReasonIsWholeHoweverItEnds() throws Exception {
    Script end = Script.stream().event(finish("stop")).end();
    Script cut = Script.stream().event(finish("stop")).hold().cut();

    assertThat(ask(end, true).awaitEnd()).containsExactly(new ChatChunk.Finish(FinishReason.STOP));
    RecordingListener listener = ask(cut, true);
    listener.awaitChunk();
    cut.release();
    assertThat(listener.awaitEnd()).containsExactly(new ChatChunk.Finish(FinishReason.STOP));
  }

  @Test
  void aServerThatKeepsTheConnectionOpenBehindDoneDoesNotHoldUpTheEnd() throws Exception {
    Script open = Script.stream().event(finish("stop")).event("[DONE]").hold();

    ask(open, true).awaitEnd();

    assertThat(open.isClientGoneWithin(Duration.ofSeconds(4))).isTrue();
    fixture.awaitIdle();
  }

  @Test
  void aStreamThatTurnsBadFailsAndItsConnectionIsClosed() throws Exception {
    for (String bad :
        new String[] {
          "data: {oops\n\n",
          "data: {\"error\":{\"message\":\"m\"}}\n\n",
          "event: error\ndata: {}\n\n"
        }) {
      Script script =
          Script.stream().event(delta("\"content\":\"x\"")).part(bad).event(finish("stop")).hold();
      RecordingListener listener = ask(script, true);

      assertThat(listener.awaitFailure().kind()).isIn(Kind.BAD_ANSWER, Kind.SERVER_ERROR);
      assertThat(listener.chunks()).hasSize(1);
      assertThat(script.isClientGoneWithin(Duration.ofSeconds(2))).isTrue();
    }
    byte[] badUtf8 = "data: {\"x\":\"\u00e9\"}\n\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(ask(Script.stream().part(badUtf8).hold(), true).awaitFailure().kind())
        .isEqualTo(Kind.BAD_ANSWER);
  }
}
