package dev.tollgate.upstream.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatChunk.ContentDelta;
import dev.tollgate.chat.ChatChunk.Finish;
import dev.tollgate.chat.ChatChunk.ReasoningDelta;
import dev.tollgate.chat.ChatChunk.ToolCallArguments;
import dev.tollgate.chat.ChatChunk.ToolCallStart;
import dev.tollgate.chat.ChatChunk.UsageReport;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.RecordedBody;
import dev.tollgate.upstream.RecordingListener;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.UpstreamFixture;
import dev.tollgate.upstream.UpstreamRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Google's documentation and the tests of its SDKs show, through the real HTTP path. */
final class GeminiRecordedTest {

  private static final GeminiCodec CODEC =
      new GeminiCodec(URI.create("https://generativelanguage.googleapis.com"));

  private static final String MEETING =
      "'tools':[{'type':'function','function':{'name':'schedule_meeting','description':"
          + "'Schedules a meeting with specified attendees at a given time and date.','parameters':"
          + "{'type':'object','properties':{'attendees':{'type':'array','items':"
          + "{'type':'string'},'description':'List of people attending the meeting.'},"
          + "'date':{'type':'string','description':'Date of the meeting (e.g., ^2024-07-29^)'},"
          + "'time':{'type':'string','description':'Time of the meeting (e.g., ^15:00^)'},"
          + "'topic':{'type':'string','description':'The subject or topic of the meeting.'}},"
          + "'required':['attendees','date','time','topic']}}}]";

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String asked(String question, String members) {
    return "{'messages':[{'role':'user','content':'" + question + "'}]," + members + "}";
  }

  /** All that is documented goes up; what else does is only what a gateway always says. */
  private void checkRequest(String recorded, UpstreamRequest request) throws Exception {
    fixture.ask(CODEC, request, Script.json("{}")).awaitFailure();

    ReceivedRequest received = fixture.provider().awaitRequest();
    String documented =
        RecordedBody.of("gemini/" + recorded)
            // The one is a part of OpenAPI's schemas, the other takes a JSON schema as it is.
            .replace("\"parameters\"", "\"parametersJsonSchema\"")
            .replaceAll("(\\(e\\.g\\., )'([^']*)'", "$1^$2^");
    assertThat(RecordedBody.common(StrictJson.read(received.body()), StrictJson.read(documented)))
        .isEqualTo(StrictJson.read(documented));
    assertThat(received.line())
        .isEqualTo("POST /v1/v1beta/models/" + request.model() + ":generateContent HTTP/1.1");
    assertThat(received.header("x-goog-api-key")).containsExactly("sk-provider-secret");
    assertThat(received.headerNames())
        .containsExactlyInAnyOrder(
            "x-goog-api-key",
            "content-type",
            "content-length",
            "accept",
            "accept-encoding",
            "user-agent",
            "host",
            "connection");
  }

  @Test
  void requestsAreWrittenAsTheyAreDocumented() throws Exception {
    checkRequest(
        "tools-request",
        ChatRequests.read(
            asked(
                "Schedule a meeting with Bob and Alice for 03/27/2025 at 10:00 AM about the Q3"
                    + " planning.",
                MEETING),
            "gemini-3.5-flash",
            1000));
    checkRequest(
        "thinking-request",
        ChatRequests.read(
            asked(
                "Provide a list of 3 famous physicists and their key contributions",
                "'reasoning':{'max_tokens':1024}"),
            "gemini-2.5-flash",
            1000));
  }

  @Test
  void wholeAnswerIsRead() throws Exception {
    ChatResponse answer =
        fixture
            .ask(
                CODEC,
                ChatRequests.whole("Hi"),
                Script.json(RecordedBody.of("gemini/hello-answer")))
            .awaitAnswer();

    assertThat(answer.content()).startsWith("Google's headquarters").endsWith("California**.\n");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.usage()).isEqualTo(new ReportedUsage(7, 22, 0, 0));
  }

  private RecordingListener stream(String recorded) throws Exception {
    return fixture.ask(
        CODEC, ChatRequests.streamed("Hi"), Script.events(RecordedBody.of("gemini/" + recorded)));
  }

  @Test
  void streamOfTextIsRead() throws Exception {
    assertThat(stream("hello-stream").awaitEnd())
        .containsExactly(
            new ContentDelta("The"),
            new ContentDelta(" capital of Wyoming"),
            new ContentDelta(" is **Cheyenne**.\n"),
            new Finish(FinishReason.STOP),
            new UsageReport(new ReportedUsage(7, 10, 0, 0)));
    assertThat(fixture.provider().awaitRequest().line())
        .isEqualTo("POST /v1/v1beta/models/upstream-model:streamGenerateContent?alt=sse HTTP/1.1");
  }

  @Test
  void streamOfThoughtsAndACallIsReadAndItsSignatureGoesBack() throws Exception {
    List<ChatChunk> chunks = stream("thinking-tools-stream").awaitEnd();

    String id = "call_48SHaPHpHKbG-8YPtZCawAk_0";
    assertThat(chunks.subList(3, chunks.size()))
        .containsExactly(
            new ToolCallStart(0, id, "now"),
            new ToolCallArguments(0, "{}"),
            new Finish(FinishReason.TOOL_CALLS),
            new UsageReport(new ReportedUsage(38, 174, 0, 168)));
    List<Json> details = new ArrayList<>();
    for (ChatChunk chunk : chunks.subList(0, 3)) {
      Json.Arr pieces = ((ReasoningDelta) chunk).details();
      details.addAll(pieces == null ? List.of() : pieces.items());
    }
    assertThat(((ReasoningDelta) chunks.get(0)).text()).startsWith("**Calculating the Days**");
    assertThat(((ReasoningDelta) chunks.get(1)).text()).startsWith("**Determining the Approach**");
    assertThat(new GeminiSignatures(new Json.Arr(details)).ofCall(id).orElseThrow())
        .startsWith("CiIBVKhc7vB+")
        .endsWith("kXMlLleEs0");
  }

  @Test
  void promptThatIsBlockedIsAMatterOfPolicy() throws Exception {
    RecordingListener listener = stream("blocked-stream");

    assertThat(listener.awaitFailure().kind()).isEqualTo(Kind.CONTENT_POLICY);
    assertThat(listener.chunks()).hasSize(3);
  }

  @Test
  void keyThatIsRefusedIsOursAndIsNotQuoted() throws Exception {
    assertThat(
            fixture
                .ask(
                    CODEC,
                    ChatRequests.whole("Hi"),
                    Script.status(400, RecordedBody.of("gemini/error")))
                .awaitFailure())
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.CREDENTIAL_REFUSED))
        .satisfies(failure -> assertThat(failure.detail()).isEqualTo("HTTP 400"));
  }
}
