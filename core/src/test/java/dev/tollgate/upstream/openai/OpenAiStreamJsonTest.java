package dev.tollgate.upstream.openai;

import static dev.tollgate.upstream.openai.OpenAiUpstreamTest.delta;
import static dev.tollgate.upstream.openai.OpenAiUpstreamTest.finish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatChunk.ContentDelta;
import dev.tollgate.chat.ChatChunk.Finish;
import dev.tollgate.chat.ChatChunk.ReasoningDelta;
import dev.tollgate.chat.ChatChunk.RefusalDelta;
import dev.tollgate.chat.ChatChunk.ToolCallArguments;
import dev.tollgate.chat.ChatChunk.ToolCallStart;
import dev.tollgate.chat.ChatChunk.UsageReport;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenAiStreamJsonTest {

  private final List<ChatChunk> chunks = new ArrayList<>();
  private final OpenAiStreamJson stream = new OpenAiStreamJson(chunks::add);

  private void read(String... events) throws BadAnswer {
    for (String event : events) {
      assertThat(stream.read(null, event)).isTrue();
    }
  }

  @Test
  void textOfAllKindsBecomesItsChunk() throws Exception {
    read(
        delta("\"role\":\"assistant\",\"content\":null"),
        delta("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null,\"tool_calls\":null"),
        delta("\"reasoning\":\"Hm\",\"reasoning_content\":\"Hm\""),
        delta("\"reasoning_content\":\" so\""),
        delta("\"reasoning_details\":[{\"type\":\"x\",\"n\":1.50}]"),
        delta("\"content\":\"Hi \\u00e9\""),
        delta("\"refusal\":\"No.\""),
        delta("\"function_call\":{\"name\":\"old\",\"arguments\":\"{}\"}"));

    assertThat(chunks).hasSize(5);
    assertThat(chunks.get(0)).isEqualTo(new ReasoningDelta("Hm", null));
    assertThat(chunks.get(1)).isEqualTo(new ReasoningDelta(" so", null));
    assertThat(chunks.get(2).toString()).contains("1.50");
    assertThat(chunks.subList(3, 5))
        .containsExactly(new ContentDelta("Hi é"), new RefusalDelta("No."));
    assertThat(stream.isFinished()).isFalse();
  }

  @Test
  void toolCallsOfOpenAiAreToldOneByOne() throws Exception {
    read(
        delta(
            "\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"f\",\"arguments\":\"\"}}]"),
        delta("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\"}}]"),
        delta(
            "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}},{\"index\":1,"
                + "\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]"),
        finish("tool_calls"));

    assertThat(chunks)
        .containsExactly(
            new ToolCallStart(0, "a", "f"),
            new ToolCallArguments(0, "{"),
            new ToolCallArguments(0, "}"),
            new ToolCallStart(1, "b", "g"),
            new ToolCallArguments(1, "{}"),
            new Finish(FinishReason.TOOL_CALLS));
  }

  @Test
  void anIndexThatIsMissingOrAlwaysZeroIsSupplied() throws Exception {
    read(
        delta("\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}]"),
        delta("\"tool_calls\":[{\"function\":{\"arguments\":\"2\"}}]"),
        delta("\"tool_calls\":[{\"id\":\"b\",\"function\":{\"name\":\"f\",\"arguments\":\"3\"}}]"));
    assertThat(chunks)
        .containsExactly(
            new ToolCallStart(0, "a", "f"),
            new ToolCallArguments(0, "1"),
            new ToolCallArguments(0, "2"),
            new ToolCallStart(1, "b", "f"),
            new ToolCallArguments(1, "3"));

    chunks.clear();
    OpenAiStreamJson zeros = new OpenAiStreamJson(chunks::add);
    for (String id : new String[] {"x", "y"}) {
      zeros.read(
          null,
          delta(
              "\"tool_calls\":[{\"index\":0,\"id\":\""
                  + id
                  + "\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]"));
    }
    assertThat(chunks).contains(new ToolCallStart(0, "x", "f"), new ToolCallStart(1, "y", "f"));
  }

  @Test
  void anIdThatIsMissingIsSuppliedAndALateNameWaitedFor() throws Exception {
    read(
        delta("\"tool_calls\":[{\"index\":3,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}]"),
        delta(
            "\"tool_calls\":[{\"index\":3,\"function\":{\"name\":\"f\",\"arguments\":\":1}\"}}]"));

    assertThat(chunks)
        .containsExactly(
            new ToolCallStart(0, "call_0", "f"),
            new ToolCallArguments(0, "{\"a\""),
            new ToolCallArguments(0, ":1}"));
  }

  @Test
  void usageIsTakenWhereverItStands() throws Exception {
    read(
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"length\"}],"
            + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":4},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":2}}}",
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":-8,\"completion_tokens\":1e3,"
            + "\"prompt_tokens_details\":null}}",
        "{\"usage\":{\"prompt_tokens\":18446744073709551617,\"completion_tokens\":\"7\"}}",
        "{\"choices\":[],\"usage\":null}");

    assertThat(chunks)
        .containsExactly(
            new ContentDelta("x"),
            new Finish(FinishReason.LENGTH),
            new UsageReport(new ReportedUsage(5, 6, 4, 2)),
            new UsageReport(new ReportedUsage(-1, -1, 0, 0)),
            new UsageReport(new ReportedUsage(-1, -1, 0, 0)));
  }

  @Test
  void finishReasonFollowsTheCallsThatThereAre() throws Exception {
    String call =
        delta("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\"}}]");
    read(call, finish("stop"));

    assertThat(chunks)
        .containsExactly(
            new ChatChunk.ToolCallStart(0, "a", "f"), new Finish(FinishReason.TOOL_CALLS));
  }

  @Test
  void finishReasonThatIsAFailureFails() {
    for (String reason : new String[] {"abort", "cancelled", "error"}) {
      assertThatThrownBy(() -> read(finish(reason))).isInstanceOf(BadAnswer.class);
    }
  }

  @Test
  void finishReasonsAreMappedAndNothingIsToldAfterTheFirst() throws Exception {
    read(finish("length"), finish("stop"), delta("\"content\":\"late\""));
    assertThat(chunks).containsExactly(new Finish(FinishReason.LENGTH));

    for (String[] pair :
        new String[][] {
          {"stop", "STOP"},
          {"eos", "STOP"},
          {"tool_calls", "STOP"},
          {"MAX_TOKENS", "LENGTH"},
          {"content_filter", "CONTENT_FILTER"},
          {"SAFETY", "CONTENT_FILTER"}
        }) {
      List<ChatChunk> heard = new ArrayList<>();
      new OpenAiStreamJson(heard::add).read(null, finish(pair[0]));
      assertThat(heard).containsExactly(new Finish(FinishReason.valueOf(pair[1])));
    }
  }

  @Test
  void theStreamsOwnEndIsKnown() throws Exception {
    assertThat(stream.read(null, "[DONE]")).isFalse();
    assertThat(stream.read(null, " [DONE] ")).isFalse();
  }

  @Test
  void errorsAndJunkAreFailures() {
    assertKind(null, "{\"error\":{\"message\":\"secret\",\"code\":429}}", Kind.RATE_LIMITED);
    assertKind(null, "{\"error\":{\"message\":\"secret\"}}", Kind.SERVER_ERROR);
    assertKind("error", "{\"message\":\"secret\"}", Kind.SERVER_ERROR);
    assertKind(
        null, "{\"error\":{\"code\":\"context_length_exceeded\"}}", Kind.CONTEXT_LENGTH_EXCEEDED);
    assertKind(null, finish("error"), Kind.SERVER_ERROR);
    assertKind(null, "secret", Kind.BAD_ANSWER);
    assertKind(null, "[]", Kind.BAD_ANSWER);
    assertKind(null, "{\"choices\":{}}", Kind.BAD_ANSWER);
    assertKind(null, "{\"choices\":[\"secret\"]}", Kind.BAD_ANSWER);
    assertKind(null, delta("\"content\":{\"secret\":1}"), Kind.BAD_ANSWER);
    assertKind(null, delta("\"tool_calls\":{}"), Kind.BAD_ANSWER);
    assertKind(null, "{\"a\":1,\"a\":2}", Kind.BAD_ANSWER);
  }

  private static void assertKind(
      @org.jspecify.annotations.Nullable String type, String event, Kind kind) {
    assertThatThrownBy(() -> new OpenAiStreamJson(chunk -> {}).read(type, event))
        .isInstanceOfSatisfying(
            BadAnswer.class,
            bad -> {
              assertThat(bad.failure().kind()).isEqualTo(kind);
              assertThat(bad.failure().detail()).doesNotContain("secret");
            });
  }
}
