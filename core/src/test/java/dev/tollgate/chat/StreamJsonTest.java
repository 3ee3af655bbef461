package dev.tollgate.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamJsonTest {

  private static final String HEAD =
      "data: {\"id\":\"chatcmpl-a1\",\"object\":\"chat.completion.chunk\",\"created\":1763700000,"
          + "\"model\":\"sansa-auto\",\"choices\":[";

  private final StreamJson stream =
      new StreamJson(new AnswerHead("chatcmpl-a1", 1763700000, "sansa-auto"));

  @Test
  void roleComesFirstWithEmptyContent() {
    assertThat(text(stream.role())).isEqualTo(delta("\"role\":\"assistant\",\"content\":\"\""));
  }

  @Test
  void textIsOneMember() {
    assertThat(chunk(new ChatChunk.ContentDelta("He\"llo\n")))
        .isEqualTo(delta("\"content\":\"He\\\"llo\\n\""));
    assertThat(chunk(new ChatChunk.ContentDelta(""))).isEqualTo(delta("\"content\":\"\""));
    assertThat(chunk(new ChatChunk.RefusalDelta("No"))).isEqualTo(delta("\"refusal\":\"No\""));
  }

  @Test
  void reasoningHasBothNamesAndItsDetails() {
    Json.Arr details = new Json.Arr(List.of(new Json.Obj(java.util.Map.of())));
    assertThat(chunk(new ChatChunk.ReasoningDelta("Hm", details)))
        .isEqualTo(
            delta("\"reasoning\":\"Hm\",\"reasoning_content\":\"Hm\",\"reasoning_details\":[{}]"));
    assertThat(chunk(new ChatChunk.ReasoningDelta(null, details)))
        .isEqualTo(delta("\"reasoning_details\":[{}]"));
    assertThat(chunk(new ChatChunk.ReasoningDelta(null, null))).isEqualTo(delta(""));
  }

  @Test
  void toolCallBeginsWithItsNameAndGoesOnWithArgumentsOnly() {
    assertThat(chunk(new ChatChunk.ToolCallStart(1, "call_1", "get_weather")))
        .isEqualTo(
            delta(
                "\"tool_calls\":[{\"index\":1,\"id\":\"call_1\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]"));
    assertThat(chunk(new ChatChunk.ToolCallArguments(1, "{\"city\":")))
        .isEqualTo(
            delta(
                "\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{\\\"city\\\":\"}}]"));
  }

  @Test
  void finishHasAnEmptyDelta() {
    for (FinishReason reason : FinishReason.values()) {
      assertThat(chunk(new ChatChunk.Finish(reason)))
          .isEqualTo(
              HEAD
                  + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\""
                  + reason.wire()
                  + "\"}]}\n\n");
    }
  }

  @Test
  void usageHasNoChoices() {
    assertThat(text(stream.usage(Usage.of(24, 9))))
        .isEqualTo(
            HEAD
                + "],\"usage\":{\"prompt_tokens\":24,\"completion_tokens\":9,"
                + "\"total_tokens\":33}}\n\n");
    assertThat(text(stream.done())).isEqualTo("data: [DONE]\n\n");
  }

  @Test
  void failureIsAChunkAnErrorEventAndTheEnd() {
    assertThat(text(stream.failure("{\"error\":{\"message\":\"M\"}}")))
        .isEqualTo(
            HEAD
                + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"error\"}]}\n\n"
                + "event: error\ndata: {\"error\":{\"message\":\"M\"}}\n\n"
                + "data: [DONE]\n\n");
  }

  @Test
  void usageReportOfAnUpstreamIsNotPassedOn() {
    assertThatThrownBy(() -> stream.chunk(new ChatChunk.UsageReport(new ReportedUsage(1, 1, 0, 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changingOneEventChangesNoOther() {
    stream.role()[0] = 'X';
    stream.done()[0] = 'X';
    assertThat(text(stream.role())).startsWith("data: ");
    assertThat(text(stream.done())).startsWith("data: ");
  }

  @Test
  void anyTextComesBackAndKeepsToItsLine() throws MalformedJson {
    Random random = new Random(29);
    for (int round = 0; round < 5_000; round++) {
      StringBuilder content = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x20000);
        content.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 0x2028 : point);
      }
      String event = chunk(new ChatChunk.ContentDelta(content.toString()));
      assertThat(event).endsWith("\n\n").startsWith("data: {");
      assertThat(event.substring(0, event.length() - 2)).doesNotContain("\n", "\r", "\u2028");
      assertThat(delta(StrictJson.read(event.substring("data: ".length()))).get("content"))
          .isEqualTo(new Json.Str(content.toString()));
    }
  }

  @Test
  void halfOfASurrogatePairIsEscapedAndStaysValidUtf8() {
    byte[] event = stream.chunk(new ChatChunk.ContentDelta("a\ud83d"));
    assertThat(text(event)).contains("\"content\":\"a\\ud83d\"");
    assertThat(text(event).getBytes(UTF_8)).isEqualTo(event);
  }

  private static Json.Obj delta(Json chunk) {
    Json.Arr choices = (Json.Arr) Objects.requireNonNull(((Json.Obj) chunk).get("choices"));
    Json.Obj choice = (Json.Obj) choices.items().get(0);
    return (Json.Obj) Objects.requireNonNull(choice.get("delta"));
  }

  private static String delta(String members) {
    return HEAD
        + "{\"index\":0,\"delta\":{"
        + members
        + "},\"logprobs\":null,\"finish_reason\":null}]}\n\n";
  }

  private String chunk(ChatChunk chunk) {
    return text(stream.chunk(chunk));
  }

  private static String text(byte[] event) {
    return new String(event, UTF_8);
  }
}
