package dev.tollgate.upstream.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.RecordingListener;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.UpstreamFixture;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of answers that are none, through real sockets. */
final class AnthropicFailuresTest {

  private static final String WHOLE =
      "{\"type\":\"message\",\"content\":[{\"type\":\"text\",\"text\":\"Hi.\"}],"
          + "\"stop_reason\":\"end_turn\"}";

  private static final String TEXT =
      "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"x\"}}";

  private static final String END =
      "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}";

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private RecordingListener ask(Script script, boolean stream) {
    AnthropicCodec codec = new AnthropicCodec(fixture.settings().baseUrl());
    return fixture.ask(
        codec, stream ? ChatRequests.streamed("Hi") : ChatRequests.whole("Hi"), script);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, messages: wrong, REQUEST_REFUSED",
    "400, invalid_request_error, prompt is too long: 210000 tokens > 200000 maximum, CONTEXT_LENGTH_EXCEEDED",
    "400, invalid_request_error, input length and `max_tokens` exceed context limit: 1 + 2 > 2, CONTEXT_LENGTH_EXCEEDED",
    "400, invalid_request_error, Output blocked by content filtering policy, CONTENT_POLICY",
    "400, invalid_request_error, Your credit balance is too low to access the Anthropic API., ACCOUNT_EMPTY",
    "401, authentication_error, invalid x-api-key, CREDENTIAL_REFUSED",
    "402, billing_error, pay, ACCOUNT_EMPTY",
    "403, permission_error, no, CREDENTIAL_REFUSED",
    "404, not_found_error, model: x, UNKNOWN_MODEL",
    "413, request_too_large, big, REQUEST_TOO_LARGE",
    "429, rate_limit_error, slow down, RATE_LIMITED",
    "500, api_error, oops, SERVER_ERROR",
    "504, timeout_error, late, SERVER_ERROR",
    "529, overloaded_error, Overloaded, SERVER_ERROR"
  })
  void everyErrorHasItsKind(int status, String type, String message, Kind kind) throws Exception {
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\""
            + type
            + "\",\"message\":\""
            + message
            + "\"}}";

    UpstreamFailure failure =
        ask(Script.status(status, body, "Retry-After: 7"), true).awaitFailure();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.detail()).isEqualTo("HTTP " + status);
    assertThat(failure.delay()).isEqualTo(status == 429 ? Duration.ofSeconds(7) : null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html>",
        "[]",
        "{}",
        "{\"content\":[]}",
        "{\"content\":{},\"stop_reason\":\"end_turn\"}",
        "{\"content\":[7],\"stop_reason\":\"end_turn\"}",
        "{\"content\":[{\"type\":\"text\",\"text\":7}],\"stop_reason\":\"end_turn\"}",
        "{\"content\":[{\"type\":\"tool_use\",\"id\":\"a\"}],\"stop_reason\":\"tool_use\"}"
      })
  void wholeAnswerOfTheWrongShapeIsBad(String body) throws Exception {
    assertThat(ask(Script.json(body), false).awaitFailure().kind()).isEqualTo(Kind.BAD_ANSWER);
  }

  @Test
  void streamWithoutAStopReasonFailsHoweverItEnds() throws Exception {
    Script stop = Script.stream().event(TEXT).event("{\"type\":\"message_stop\"}").end();
    Script end = Script.stream().event(TEXT).end();
    Script cut = Script.stream().event(TEXT).cut();

    assertThat(ask(stop, true).awaitFailure().kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(ask(end, true).awaitFailure().kind()).isEqualTo(Kind.BAD_ANSWER);
    assertThat(ask(cut, true).awaitFailure().kind()).isEqualTo(Kind.CONNECTION_LOST);
  }

  @Test
  void streamWithAStopReasonIsWholeHoweverItEnds() throws Exception {
    Script open = Script.stream().event(END).event("{\"type\":\"message_stop\"}").hold();
    Script cut = Script.stream().event(END).hold().cut();

    assertThat(ask(open, true).awaitEnd()).containsExactly(new ChatChunk.Finish(FinishReason.STOP));
    RecordingListener listener = ask(cut, true);
    listener.awaitChunk();
    cut.release();
    assertThat(listener.awaitEnd()).containsExactly(new ChatChunk.Finish(FinishReason.STOP));
  }

  @Test
  void errorInAStreamIsTheEndAndItsConnectionIsClosed() throws Exception {
    Script script =
        Script.stream()
            .event(TEXT)
            .part(
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"
                    + "\n\n")
            .event(END)
            .hold();

    RecordingListener listener = ask(script, true);

    assertThat(listener.awaitFailure().kind()).isEqualTo(Kind.SERVER_ERROR);
    assertThat(listener.chunks()).hasSize(1);
    assertThat(script.isClientGoneWithin(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  void streamAnsweredWithJsonIsToldAsAStream() throws Exception {
    assertThat(ask(Script.json(WHOLE), true).awaitEnd())
        .containsExactly(
            new ChatChunk.ContentDelta("Hi."), new ChatChunk.Finish(FinishReason.STOP));
  }

  @Test
  void baseUrlMayEndWithTheVersion() throws Exception {
    ask(Script.json(WHOLE), false).awaitAnswer();
    assertThat(fixture.provider().awaitRequest().line()).isEqualTo("POST /v1/messages HTTP/1.1");
    assertThat(
            new AnthropicCodec(URI.create("https://api.anthropic.com"))
                .path(ChatRequests.whole("")))
        .isEqualTo("/v1/messages");
  }
}
