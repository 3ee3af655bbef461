package dev.tollgate.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk.ContentDelta;
import dev.tollgate.chat.ChatChunk.Finish;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.RecordedBody;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamFixture;
import dev.tollgate.upstream.UpstreamRequest;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What OpenAI's documentation shows, through the real HTTP path. */
final class OpenAiRecordedTest {

  private static final OpenAiCodec CODEC = new OpenAiCodec(URI.create("https://api.openai.com/v1"));

  private static final String WEATHER =
      "{'messages':[{'role':'user','content':'What is the weather like in Boston today?'}],"
          + "'tools':[{'type':'function','function':{'name':'get_current_weather','description':"
          + "'Get the current weather in a given location','parameters':{'type':'object',"
          + "'properties':{'location':{'type':'string',"
          + "'description':'The city and state, e.g. San Francisco, CA'},"
          + "'unit':{'type':'string','enum':['celsius','fahrenheit']}},"
          + "'required':['location']}}}],'tool_choice':'auto'}";

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private ChatResponse answer(String recorded, UpstreamRequest request) throws Exception {
    return fixture
        .ask(CODEC, request, Script.json(RecordedBody.of("openai/" + recorded)))
        .awaitAnswer();
  }

  @Test
  void toolsAreAskedForAndCalledAsItIsDocumented() throws Exception {
    ChatResponse answer = answer("tools-answer", ChatRequests.read(WEATHER, "gpt-5.6-sol", 1024));

    Json documented = StrictJson.read(RecordedBody.of("openai/tools-request"));
    Json written = StrictJson.read(fixture.provider().awaitRequest().body());
    assertThat(RecordedBody.common(written, documented)).isEqualTo(documented);
    assertThat(answer.content()).isNull();
    assertThat(answer.toolCalls())
        .containsExactly(
            new ToolCall(
                "call_abc123", "get_current_weather", "{\n\"location\": \"Boston, MA\"\n}"));
    assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(answer.usage()).isEqualTo(new ReportedUsage(82, 17, 0, 0));
  }

  @Test
  void wholeAnswerIsRead() throws Exception {
    ChatResponse answer = answer("hello-answer", ChatRequests.whole("Hello!"));

    assertThat(answer.content()).isEqualTo("Hello! How can I assist you today?");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.usage()).isEqualTo(new ReportedUsage(19, 10, 0, 0));
  }

  @Test
  void streamIsRead() throws Exception {
    assertThat(
            fixture
                .ask(
                    CODEC,
                    ChatRequests.streamed("Hello!"),
                    Script.events(RecordedBody.of("openai/hello-stream")))
                .awaitEnd())
        .containsExactly(new ContentDelta("Hello"), new Finish(FinishReason.STOP));
  }
}
