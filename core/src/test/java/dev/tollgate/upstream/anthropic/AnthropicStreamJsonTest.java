package dev.tollgate.upstream.anthropic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatChunk.ContentDelta;
import dev.tollgate.chat.ChatChunk.Finish;
import dev.tollgate.chat.ChatChunk.ReasoningDelta;
import dev.tollgate.chat.ChatChunk.ToolCallArguments;
import dev.tollgate.chat.ChatChunk.ToolCallStart;
import dev.tollgate.chat.ChatChunk.UsageReport;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.JsonText;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of a stream. Single quotes stand for double ones. */
final class AnthropicStreamJsonTest {

  private final List<ChatChunk> chunks = new ArrayList<>();
  private final AnthropicStreamJson stream = new AnthropicStreamJson(chunks::add);

  private void read(String... events) throws BadAnswer {
    for (String event : events) {
      assertThat(stream.read(null, event.replace('\'', '"'))).isTrue();
    }
  }

  private static String start(int index, String block) {
    return "{'type':'content_block_start','index':" + index + ",'content_block':{" + block + "}}";
  }

  private static String delta(int index, String delta) {
    return "{'type':'content_block_delta','index':" + index + ",'delta':{" + delta + "}}";
  }

  private static String stop(int index) {
    return "{'type':'content_block_stop','index':" + index + "}";
  }

  private static String end(String reason) {
    return "{'type':'message_delta','delta':{'stop_reason':'" + reason + "'}}";
  }

  @Test
  void parallelToolsAreToldOneByOneAndEachHasArguments() throws Exception {
    read(
        "{'type':'message_start','message':{'usage':{'input_tokens':5,'output_tokens':1}}}",
        start(0, "'type':'tool_use','id':'a','name':'f','input':{}"),
        delta(0, "'type':'input_json_delta','partial_json':''"),
        stop(0),
        start(1, "'type':'tool_use','id':'b','name':'g','input':{}"),
        delta(1, "'type':'input_json_delta','partial_json':'{'"),
        delta(1, "'type':'input_json_delta','partial_json':'}'"),
        stop(1),
        start(2, "'type':'tool_use','id':'c','name':'h','input':{'x':1.50}"),
        stop(2),
        end("tool_use"));

    assertThat(chunks)
        .containsExactly(
            new ToolCallStart(0, "a", "f"),
            new ToolCallArguments(0, "{}"),
            new ToolCallStart(1, "b", "g"),
            new ToolCallArguments(1, "{"),
            new ToolCallArguments(1, "}"),
            new ToolCallStart(2, "c", "h"),
            new ToolCallArguments(2, "{\"x\":1.50}"),
            new Finish(FinishReason.TOOL_CALLS));
    assertThat(stream.isFinished()).isTrue();
    assertThat(stream.read(null, "{\"type\":\"message_stop\"}")).isFalse();
  }

  @Test
  void eachThinkingBlockHasItsOwnIndex() throws Exception {
    read(
        start(0, "'type':'thinking','thinking':'','signature':''"),
        delta(0, "'type':'thinking_delta','thinking':'A'"),
        delta(0, "'type':'signature_delta','signature':'s'"),
        stop(0),
        start(1, "'type':'redacted_thinking','data':'d'"),
        stop(1),
        start(2, "'type':'thinking','thinking':'B'"),
        stop(2));

    assertThat(chunks)
        .extracting(
            chunk -> {
              ReasoningDelta thought = (ReasoningDelta) chunk;
              return thought.text() + JsonText.of(requireNonNull(thought.details()));
            })
        .containsExactly(
            "A[{\"type\":\"reasoning.text\",\"text\":\"A\",\"format\":\"anthropic-claude-v1\","
                + "\"index\":0}]",
            "null[{\"type\":\"reasoning.text\",\"signature\":\"s\",\"format\":"
                + "\"anthropic-claude-v1\",\"index\":0}]",
            "null[{\"type\":\"reasoning.encrypted\",\"data\":\"d\",\"format\":"
                + "\"anthropic-claude-v1\",\"index\":1}]",
            "B[{\"type\":\"reasoning.text\",\"text\":\"B\",\"format\":\"anthropic-claude-v1\","
                + "\"index\":2}]");
  }

  @Test
  void whatWasNotAskedForIsLeftOut() throws Exception {
    read(
        "{'type':'ping'}",
        "{'type':'an_event_of_next_year','content':[7]}",
        start(0, "'type':'server_tool_use','id':'s','name':'web_search','input':{}"),
        delta(0, "'type':'input_json_delta','partial_json':'{}'"),
        stop(0),
        start(1, "'type':'web_search_tool_result','content':[]"),
        start(2, "'type':'text','text':'Hi'"),
        delta(2, "'type':'citations_delta','citation':{}"),
        delta(2, "'type':'thinking_delta','thinking':'x'"),
        end("pause_turn"),
        delta(2, "'type':'text_delta','text':'behind the end'"));

    assertThat(chunks).containsExactly(new ContentDelta("Hi"), new Finish(FinishReason.STOP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'input_tokens':5,'cache_creation_input_tokens':30,'cache_read_input_tokens':100,'output_tokens':1} | {'output_tokens':9}                                              | 135 | 9  | 100 | 0
          {'input_tokens':5,'output_tokens':1}          | {'input_tokens':6,'cache_read_input_tokens':4,'output_tokens':9}                                       | 10  | 9  | 4   | 0
          {'input_tokens':5}                            | {'output_tokens':9,'output_tokens_details':{'thinking_tokens':7}}                                      | 5   | 9  | 0   | 7
          {'input_tokens':5,'cache_read_input_tokens':null} | {'output_tokens':'9'}                                                                              | 5   | -1 | 0   | 0
          {'input_tokens':-5}                           | {'output_tokens':9}                                                                                    | -1  | 9  | 0   | 0
          {'input_tokens':5,'cache_read_input_tokens':1.5} | {'output_tokens':9}                                                                                 | -1  | 9  | -1  | 0
          {'input_tokens':5,'output_tokens':1}          | null                                                                                                   |     |    |     |
          """)
  void usageIsFoldedFromBothEnds(
      String start,
      String end,
      @Nullable Long prompt,
      @Nullable Long completion,
      @Nullable Long cached,
      @Nullable Long reasoning)
      throws Exception {
    read(
        "{'type':'message_start','message':{'usage':" + start + "}}",
        "{'type':'message_delta','delta':{'stop_reason':'max_tokens'},'usage':" + end + "}");

    List<ChatChunk> expected = new ArrayList<>(List.of(new Finish(FinishReason.LENGTH)));
    if (prompt != null && completion != null && cached != null && reasoning != null) {
      expected.add(new UsageReport(new ReportedUsage(prompt, completion, cached, reasoning)));
    }
    assertThat(chunks).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "stop_sequence, STOP",
    "pause_turn, STOP",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "refusal, CONTENT_FILTER",
    "tool_use, STOP",
    "a_reason_of_next_year, STOP"
  })
  void everyStopReasonHasItsFinishReason(String word, FinishReason reason) throws Exception {
    read(end(word));

    assertThat(chunks).containsExactly(new Finish(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "overloaded_error, Overloaded, SERVER_ERROR",
    "api_error, Internal server error, SERVER_ERROR",
    "rate_limit_error, slow down, RATE_LIMITED",
    "timeout_error, too late, TIMEOUT",
    "authentication_error, invalid x-api-key, CREDENTIAL_REFUSED",
    "billing_error, pay, ACCOUNT_EMPTY",
    "invalid_request_error, Output blocked by content filtering policy, CONTENT_POLICY",
    "invalid_request_error, messages: wrong, REQUEST_REFUSED",
    "an_error_of_next_year, x, SERVER_ERROR"
  })
  void everyErrorInAStreamHasItsKind(String type, String message, Kind kind) {
    String event = "{'type':'error','error':{'type':'" + type + "','message':'" + message + "'}}";

    assertThatThrownBy(() -> read(event))
        .isInstanceOfSatisfying(
            BadAnswer.class,
            bad -> {
              assertThat(bad.failure().kind()).isEqualTo(kind);
              assertThat(bad.failure().detail()).doesNotContain(message);
            });
  }

  @Test
  void wrongShapesAreNoAnswer() {
    for (String bad :
        new String[] {
          "{oops",
          "[]",
          "{}",
          "{'type':7}",
          "{'type':'content_block_delta'}",
          "{'type':'content_block_start','content_block':[]}",
          start(0, "'type':'tool_use','id':'a'"),
          start(0, "'type':'tool_use','name':'f'"),
          delta(0, "'type':'text_delta','text':7"),
          "{'type':'message_start'}",
          "{'type':'message_delta','delta':{'stop_reason':7}}"
        }) {
      assertThatThrownBy(() -> read(bad))
          .as(bad)
          .isInstanceOfSatisfying(
              BadAnswer.class, e -> assertThat(e.failure().kind()).isEqualTo(Kind.BAD_ANSWER));
    }
  }
}
