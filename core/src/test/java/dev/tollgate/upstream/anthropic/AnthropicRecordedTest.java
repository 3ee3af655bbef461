package dev.tollgate.upstream.anthropic;

import static java.util.Objects.requireNonNull;
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
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.JsonTree;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.RecordedBody;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.UpstreamFixture;
import dev.tollgate.upstream.UpstreamRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Anthropic's documentation shows, through the real HTTP path. */
final class AnthropicRecordedTest {

  private static final AnthropicCodec CODEC =
      new AnthropicCodec(URI.create("https://api.anthropic.com"));

  private static final String WEATHER =
      "'tools':[{'type':'function','function':{'name':'get_weather',"
          + "'description':'Get the current weather in a given location','parameters':"
          + "{'type':'object','properties':{'location':{'type':'string',"
          + "'description':'The city and state, e.g. San Francisco, CA'}},"
          + "'required':['location']}}}],'tool_choice':'required','stream':true";

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String asked(String question, String members) {
    return "{'messages':[{'role':'user','content':'" + question + "'}]," + members + "}";
  }

  private void checkRequest(String recorded, UpstreamRequest request) throws Exception {
    fixture.ask(CODEC, request, Script.json("{}")).awaitFailure();

    ReceivedRequest received = fixture.provider().awaitRequest();
    assertThat(StrictJson.read(received.body()))
        .isEqualTo(longForm(StrictJson.read(RecordedBody.of("anthropic/" + recorded))));
    assertThat(received.line()).isEqualTo("POST /v1/v1/messages HTTP/1.1");
    assertThat(received.header("x-api-key")).containsExactly("sk-provider-secret");
    assertThat(received.header("anthropic-version")).containsExactly("2023-06-01");
    assertThat(received.headerNames())
        .containsExactlyInAnyOrder(
            "x-api-key",
            "anthropic-version",
            "content-type",
            "content-length",
            "accept",
            "accept-encoding",
            "user-agent",
            "host",
            "connection");
  }

  /** A string is the API's short form of one text block. */
  private static Json longForm(Json request) {
    JsonTree tree = new JsonTree(request);
    Map<String, Json> members = new LinkedHashMap<>(tree.object().members());
    Map<String, Json> turn = new LinkedHashMap<>(tree.object("messages", "0").members());
    Json text = requireNonNull(turn.get("content"));
    Json block = new Json.Obj(Map.of("type", new Json.Str("text"), "text", text));
    turn.put("content", new Json.Arr(List.of(block)));
    members.put("messages", new Json.Arr(List.of(new Json.Obj(turn))));
    return new Json.Obj(members);
  }

  @Test
  void requestsAreWrittenAsTheyAreDocumented() throws Exception {
    checkRequest(
        "hello-request",
        ChatRequests.read(asked("Hello, Claude", "'n':1"), "claude-sonnet-4-5", 1024));
    checkRequest(
        "tools-request",
        ChatRequests.read(
            asked("What is the weather like in San Francisco?", WEATHER), "claude-opus-4-6", 1024));
    checkRequest(
        "thinking-request",
        ChatRequests.read(
            asked(
                "What is the greatest common divisor of 1071 and 462?",
                "'stream':true,'reasoning':{'effort':'high'}"),
            "claude-opus-4-6",
            20_000));
    checkRequest(
        "structured-request",
        ChatRequests.read(
            asked(
                "Extract the key information from this email: John Smith (john@example.com) is"
                    + " interested in our Enterprise plan and wants to schedule a demo for next"
                    + " Tuesday at 2pm.",
                "'response_format':{'type':'json_schema','json_schema':{'name':'contact','schema':"
                    + "{'type':'object','properties':{'name':{'type':'string'},"
                    + "'email':{'type':'string'},'plan_interest':{'type':'string'},"
                    + "'demo_requested':{'type':'boolean'}},"
                    + "'required':['name','email','plan_interest','demo_requested'],"
                    + "'additionalProperties':false}}}"),
            "claude-opus-4-8",
            1024));
  }

  private ChatResponse answer(String recorded) throws Exception {
    return fixture
        .ask(CODEC, ChatRequests.whole("Hi"), Script.json(RecordedBody.of("anthropic/" + recorded)))
        .awaitAnswer();
  }

  @Test
  void wholeAnswersAreRead() throws Exception {
    ChatResponse hello = answer("hello-answer");
    assertThat(hello.content()).isEqualTo("Hello!");
    assertThat(hello.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(hello.usage()).isEqualTo(new ReportedUsage(12, 6, 0, 0));

    ChatResponse tools = answer("tools-answer");
    assertThat(tools.content())
        .isEqualTo("I'll check the current weather in San Francisco for you.");
    assertThat(tools.toolCalls())
        .containsExactly(
            new ToolCall(
                "toolu_01A09q90qw90lq917835lq9",
                "get_weather",
                "{\"location\":\"San Francisco, CA\",\"unit\":\"celsius\"}"));
    assertThat(tools.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(tools.usage()).isNull();

    ChatResponse thinking = answer("thinking-answer");
    assertThat(thinking.content()).isEqualTo("Based on my analysis...");
    assertThat(thinking.reasoning()).startsWith("Let me break this down.");
    assertThat(AnthropicReasoning.blocks(thinking.reasoningDetails()))
        .extracting(JsonText::of)
        .singleElement()
        .asString()
        .startsWith("{\"type\":\"thinking\",\"thinking\":\"Let me break this down.")
        .endsWith("\"signature\":\"WaUjzkypQ2mUEVM36O2Txu....\"}");
  }

  private List<ChatChunk> stream(String recorded) throws Exception {
    return fixture
        .ask(
            CODEC,
            ChatRequests.streamed("Hi"),
            Script.events(RecordedBody.of("anthropic/" + recorded)))
        .awaitEnd();
  }

  @Test
  void streamOfToolsIsRead() throws Exception {
    List<ChatChunk> chunks = stream("tools-stream");

    assertThat(chunks.subList(0, 13)).allMatch(chunk -> chunk instanceof ContentDelta);
    assertThat(chunks.get(13))
        .isEqualTo(new ToolCallStart(0, "toolu_01T1x1fJ34qAmk2tNTrN7Up6", "get_weather"));
    assertThat(
            chunks.subList(14, chunks.size() - 2).stream()
                .map(chunk -> ((ToolCallArguments) chunk).arguments())
                .collect(Collectors.joining()))
        .isEqualTo("{\"location\": \"San Francisco, CA\", \"unit\": \"fahrenheit\"}");
    assertThat(chunks.subList(chunks.size() - 2, chunks.size()))
        .containsExactly(
            new Finish(FinishReason.TOOL_CALLS), new UsageReport(new ReportedUsage(472, 89, 0, 0)));
  }

  @Test
  void streamOfThoughtsIsReadAndItsPiecesAreTheBlockAgain() throws Exception {
    List<ChatChunk> chunks = stream("thinking-stream");

    List<Json> details = new ArrayList<>();
    StringBuilder thoughts = new StringBuilder();
    for (ChatChunk chunk : chunks) {
      if (chunk instanceof ReasoningDelta delta) {
        Json.Arr pieces = delta.details();
        details.addAll(pieces == null ? List.of() : pieces.items());
        thoughts.append(delta.text() == null ? "" : delta.text());
      }
    }
    assertThat(thoughts.toString())
        .startsWith("I need to find the GCD")
        .endsWith("so GCD(1071, 462) = 21.");
    Json.Obj block = (Json.Obj) AnthropicReasoning.blocks(new Json.Arr(details)).get(0);
    assertThat(block.get("thinking")).isEqualTo(new Json.Str(thoughts.toString()));
    assertThat(block.get("signature"))
        .isEqualTo(new Json.Str("EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds..."));
    assertThat(chunks.subList(chunks.size() - 2, chunks.size()))
        .containsExactly(
            new ContentDelta("The greatest common divisor of 1071 and 462 is **21**."),
            new Finish(FinishReason.STOP));
  }

  @Test
  void errorIsReadAndNotQuoted() throws Exception {
    assertThat(
            fixture
                .ask(
                    CODEC,
                    ChatRequests.whole("Hi"),
                    Script.status(404, RecordedBody.of("anthropic/error")))
                .awaitFailure())
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN_MODEL))
        .satisfies(failure -> assertThat(failure.detail()).isEqualTo("HTTP 404"));
  }
}
