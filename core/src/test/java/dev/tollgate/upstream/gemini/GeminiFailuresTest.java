package dev.tollgate.upstream.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.RecordingListener;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.UpstreamFixture;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of answers that are none, through real sockets. */
final class GeminiFailuresTest {

  private static final String TEXT =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"x\"}]}}]}";

  private static final String END = "{\"candidates\":[{\"finishReason\":\"STOP\"}]}";

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private RecordingListener ask(Script script, boolean stream) {
    return fixture.ask(
        new GeminiCodec(fixture.settings().baseUrl()),
        stream ? ChatRequests.streamed("Hi") : ChatRequests.whole("Hi"),
        script);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, Invalid value at 'contents', REQUEST_REFUSED",
    "400, INVALID_ARGUMENT, The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)., CONTEXT_LENGTH_EXCEEDED",
    "400, INVALID_ARGUMENT, API key expired. Please renew the API key., CREDENTIAL_REFUSED",
    "400, FAILED_PRECONDITION, Please enable billing on your project., ACCOUNT_EMPTY",
    "403, PERMISSION_DENIED, no, CREDENTIAL_REFUSED",
    "404, NOT_FOUND, models/x is not found, UNKNOWN_MODEL",
    "429, RESOURCE_EXHAUSTED, quota, RATE_LIMITED",
    "500, INTERNAL, oops, SERVER_ERROR",
    "503, UNAVAILABLE, The model is overloaded., SERVER_ERROR",
    "504, DEADLINE_EXCEEDED, late, SERVER_ERROR"
  })
  void everyErrorHasItsKind(int status, String word, String message, Kind kind) throws Exception {
    String error =
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
            .formatted(status, message, word);

    for (String body : new String[] {error, "[" + error + "]"}) {
      UpstreamFailure failure = ask(Script.status(status, body), true).awaitFailure();

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.detail()).isEqualTo("HTTP " + status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "429, 37s, , 37000",
    "429, 3.5s, , 3500",
    "429, 100000s, , 60000",
    "429, soon, ,",
    "429, 37s, 7, 7000",
    "500, 37s, ,"
  })
  void theWaitThatIsAskedForIsRead(
      int status, String delay, @Nullable String header, @Nullable Long millis) throws Exception {
    String body =
        ("{\"error\":{\"code\":%d,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[7,{\"@type\":"
                + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"%s\"}]}}")
            .formatted(status, delay);
    Script script =
        header == null
            ? Script.status(status, body)
            : Script.status(status, body, "Retry-After: " + header);

    assertThat(ask(script, false).awaitFailure().delay())
        .isEqualTo(millis == null ? null : Duration.ofMillis(millis));
  }

  @Test
  void promptThatIsBlockedIsRefusedInAWholeAnswerToo() throws Exception {
    Script blocked = Script.json("{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}");

    assertThat(ask(blocked, false).awaitFailure().kind()).isEqualTo(Kind.CONTENT_POLICY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html>",
        "[]",
        "{}",
        "{\"candidates\":[]}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"no reason\"}]}}]}"
      })
  void wholeAnswerOfTheWrongShapeIsBad(String body) throws Exception {
    assertThat(ask(Script.json(body), false).awaitFailure().kind()).isEqualTo(Kind.BAD_ANSWER);
  }

  @Test
  void wholeAnswerHasItsPartsApart() throws Exception {
    ChatResponse answer =
        ask(
                Script.json(
                    "{\"responseId\":\"r\",\"candidates\":[{\"finishReason\":\"STOP\",\"content\":"
                        + "{\"parts\":[{\"thought\":true,\"text\":\"Hm\"},{\"functionCall\":"
                        + "{\"name\":\"f\",\"args\":{\"a\":1}},\"thoughtSignature\":\"s\"},"
                        + "{\"functionCall\":{\"id\":\"own\",\"name\":\"g\"}}]}}]}"),
                false)
            .awaitAnswer();

    assertThat(answer.content()).isNull();
    assertThat(answer.reasoning()).isEqualTo("Hm");
    assertThat(answer.toolCalls())
        .containsExactly(
            new ToolCall("call_r_0", "f", "{\"a\":1}"), new ToolCall("own", "g", "{}"));
    assertThat(new GeminiSignatures(answer.reasoningDetails()).ofCall("call_r_0")).contains("s");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(answer.usage()).isNull();
  }

  @Test
  void streamWithoutAFinishReasonFailsHoweverItEnds() throws Exception {
    assertThat(ask(Script.stream().event(TEXT).end(), true).awaitFailure().kind())
        .isEqualTo(Kind.BAD_ANSWER);
    assertThat(ask(Script.stream().event(TEXT).cut(), true).awaitFailure().kind())
        .isEqualTo(Kind.CONNECTION_LOST);
  }

  @Test
  void streamWithAFinishReasonIsWholeHoweverItEnds() throws Exception {
    Script cut = Script.stream().event(END).hold().cut();

    assertThat(ask(Script.stream().event(END).end(), true).awaitEnd())
        .containsExactly(new ChatChunk.Finish(FinishReason.STOP));
    RecordingListener listener = ask(cut, true);
    listener.awaitChunk();
    cut.release();
    assertThat(listener.awaitEnd()).containsExactly(new ChatChunk.Finish(FinishReason.STOP));
  }
}
