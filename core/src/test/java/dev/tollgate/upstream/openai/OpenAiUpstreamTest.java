package dev.tollgate.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.RecordingListener;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamFixture;
import dev.tollgate.upstream.UpstreamSettings;
import dev.tollgate.upstream.codec.CodecUpstream;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OpenAiUpstreamTest {

  static final String WHOLE =
      """
      {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,
      "message":{"role":"assistant","content":"Hi."},"finish_reason":"stop"}],
      "usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""";

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private CodecUpstream upstream(UpstreamSettings settings) {
    return new CodecUpstream(
        settings, new OpenAiCodec(settings.baseUrl()), fixture.client(), InstantSource.system());
  }

  static String delta(String members) {
    return "{\"choices\":[{\"index\":0,\"delta\":{" + members + "},\"finish_reason\":null}]}";
  }

  static String finish(String reason) {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
  }

  @Test
  void aWholeAnswerIsReadAndTheRequestHoldsOnlyWhatWePutThere() throws Exception {
    fixture.provider().next(Script.json(WHOLE));
    RecordingListener listener = new RecordingListener();

    upstream(fixture.settings()).call(ChatRequests.whole("Hello"), listener);

    ChatResponse answer = listener.awaitAnswer();
    assertThat(answer.content()).isEqualTo("Hi.");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.usage()).isEqualTo(new ReportedUsage(7, 3, 0, 0));
    listener.awaitAccepted();
    ReceivedRequest request = fixture.provider().awaitRequest();
    assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    assertThat(request.header("authorization")).containsExactly("Bearer sk-provider-secret");
    assertThat(request.header("content-type")).containsExactly("application/json");
    assertThat(request.header("accept")).containsExactly("application/json");
    assertThat(request.header("accept-encoding")).containsExactly("identity");
    assertThat(request.header("user-agent")).containsExactly("tollgate");
    assertThat(request.headerNames())
        .containsExactlyInAnyOrder(
            "authorization",
            "content-type",
            "content-length",
            "accept",
            "accept-encoding",
            "user-agent",
            "host",
            "connection");
    assertThat(request.body())
        .isEqualTo(
            "{\"model\":\"upstream-model\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
                + "\"max_tokens\":100}");
  }

  @Test
  void aStreamArrivesChunkByChunk() throws Exception {
    Script script =
        fixture
            .provider()
            .next(
                Script.stream()
                    .event(delta("\"role\":\"assistant\",\"content\":\"\""))
                    .event(delta("\"content\":\"one\""))
                    .hold()
                    .event(delta("\"content\":\"two\""))
                    .hold()
                    .event(finish("stop"))
                    .event(
                        "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}")
                    .done());
    RecordingListener listener = new RecordingListener();

    upstream(fixture.settings()).call(ChatRequests.streamed("Hello"), listener);

    listener.awaitChunk();
    assertThat(listener.chunks()).containsExactly(new ChatChunk.ContentDelta("one"));
    script.release();
    listener.awaitChunk();
    script.release();
    assertThat(listener.awaitEnd())
        .containsExactly(
            new ChatChunk.ContentDelta("one"),
            new ChatChunk.ContentDelta("two"),
            new ChatChunk.Finish(FinishReason.STOP),
            new ChatChunk.UsageReport(new ReportedUsage(1, 2, 0, 0)));
    assertThat(fixture.provider().awaitRequest().body())
        .contains("\"stream\":true,\"stream_options\":{\"include_usage\":true}");
  }
}
