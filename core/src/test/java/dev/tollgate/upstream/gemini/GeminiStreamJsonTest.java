package dev.tollgate.upstream.gemini;

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
final class GeminiStreamJsonTest {

  private final List<ChatChunk> chunks = new ArrayList<>();
  private final GeminiStreamJson stream = new GeminiStreamJson(chunks::add);

  private void read(String... events) throws BadAnswer {
    for (String event : events) {
      assertThat(stream.read(null, event.replace('\'', '"'))).isTrue();
    }
  }

  private void readLast(String event) throws BadAnswer {
    assertThat(stream.read(null, event.replace('\'', '"'))).isFalse();
  }

  private static String parts(String parts) {
    return "{'candidates':[{'content':{'role':'model','parts':[" + parts + "]}}]}";
  }

  private static String end(String reason) {
    return "{'candidates':[{'finishReason':'" + reason + "'}]}";
  }

  @Test
  void parallelToolsAreToldOneByOneWithIdsOfTheirOwn() throws Exception {
    read(
        parts(
            "{'functionCall':{'id':'x','name':'f','args':{'a':1.50}}},"
                + "{'functionCall':{'name':'g'}}"),
        "{'responseId':'r','candidates':[{'content':{'parts':[{'functionCall':{'name':'h',"
            + "'args':{}}}]},'finishReason':'STOP'}]}");

    assertThat(chunks)
        .containsExactly(
            new ToolCallStart(0, "x", "f"),
            new ToolCallArguments(0, "{\"a\":1.50}"),
            new ToolCallStart(1, "call_1", "g"),
            new ToolCallArguments(1, "{}"),
            new ToolCallStart(2, "call_r_2", "h"),
            new ToolCallArguments(2, "{}"),
            new Finish(FinishReason.TOOL_CALLS));
  }

  @Test
  void thoughtsAndSignaturesAreReasoning() throws Exception {
    read(
        parts("{'text':'A','thought':true}"),
        parts("{'text':'B','thought':true}"),
        parts("{'functionCall':{'id':'x','name':'f'},'thoughtSignature':'s1'}"),
        parts("{'text':'C','thought':false}"),
        parts("{'text':'','thoughtSignature':'s2'}"));

    assertThat(chunks)
        .filteredOn(chunk -> chunk instanceof ReasoningDelta)
        .extracting(
            chunk -> {
              ReasoningDelta thought = (ReasoningDelta) chunk;
              return thought.text() + JsonText.of(requireNonNull(thought.details()));
            })
        .containsExactly(
            "A[{\"type\":\"reasoning.text\",\"text\":\"A\",\"format\":\"google-gemini-v1\","
                + "\"index\":0}]",
            "B[{\"type\":\"reasoning.text\",\"text\":\"B\",\"format\":\"google-gemini-v1\","
                + "\"index\":0}]",
            "null[{\"type\":\"reasoning.encrypted\",\"data\":\"s1\",\"id\":\"x\",\"format\":"
                + "\"google-gemini-v1\",\"index\":1}]",
            "null[{\"type\":\"reasoning.encrypted\",\"data\":\"s2\",\"format\":"
                + "\"google-gemini-v1\",\"index\":2}]");
    assertThat(chunks).contains(new ContentDelta("C"));
  }

  @Test
  void whatWasNotAskedForIsLeftOut() throws Exception {
    read(
        "{}",
        "{'candidates':[]}",
        "{'usageMetadata':{'promptTokenCount':7}}",
        parts("{'executableCode':{'code':'x'}},{'inlineData':{}}"),
        "{'candidates':[{'content':{'parts':[{'text':'Hi'}]}},{'content':{'parts':[{'text':'2'}]}}]}",
        end("STOP"),
        parts("{'text':'behind the end'}"));
    readLast("{'usageMetadata':{'promptTokenCount':7,'candidatesTokenCount':1}}");

    assertThat(chunks)
        .containsExactly(
            new ContentDelta("Hi"),
            new Finish(FinishReason.STOP),
            new UsageReport(new ReportedUsage(7, 1, 0, 0)));
  }

  @Test
  void streamThatOthersEndInAnotherApisWordsEndsThere() throws Exception {
    read(end("STOP"));
    readLast(" [DONE]");

    assertThat(chunks).containsExactly(new Finish(FinishReason.STOP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'promptTokenCount':7,'candidatesTokenCount':5,'thoughtsTokenCount':11,'cachedContentTokenCount':3} | 7  | 16 | 3 | 11
          {'promptTokenCount':7,'totalTokenCount':7}                                                           | 7  | 0  | 0 | 0
          {'promptTokenCount':'7','candidatesTokenCount':5}                                                    | -1 | 5  | 0 | 0
          {'promptTokenCount':7,'candidatesTokenCount':5,'thoughtsTokenCount':-2}                              | 7  | -1 | 0 | -1
          []                                                                                                   | -1 | -1 | -1 | -1
          {'totalTokenCount':7}                                                                                |    |    |   |
          null                                                                                                 |    |    |   |
          """)
  void usageCountsThoughtsAsCompletion(
      String usage,
      @Nullable Long prompt,
      @Nullable Long completion,
      @Nullable Long cached,
      @Nullable Long reasoning)
      throws Exception {
    String event = "{'candidates':[{'finishReason':'MAX_TOKENS'}],'usageMetadata':" + usage + "}";

    List<ChatChunk> expected = new ArrayList<>(List.of(new Finish(FinishReason.LENGTH)));
    if (prompt == null || completion == null || cached == null || reasoning == null) {
      read(event);
    } else {
      readLast(event);
      expected.add(new UsageReport(new ReportedUsage(prompt, completion, cached, reasoning)));
    }
    assertThat(chunks).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP, STOP",
    "MAX_TOKENS, LENGTH",
    "SAFETY, CONTENT_FILTER",
    "RECITATION, CONTENT_FILTER",
    "LANGUAGE, CONTENT_FILTER",
    "BLOCKLIST, CONTENT_FILTER",
    "PROHIBITED_CONTENT, CONTENT_FILTER",
    "SPII, CONTENT_FILTER",
    "OTHER, STOP",
    "A_REASON_OF_NEXT_YEAR, STOP"
  })
  void everyFinishReasonHasOurs(String word, FinishReason reason) throws Exception {
    read(end("FINISH_REASON_UNSPECIFIED"), end(word));

    assertThat(chunks).containsExactly(new Finish(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL'}]} | MODEL_FAILED",
        "{'candidates':[{'finishReason':'UNEXPECTED_TOOL_CALL'}]}    | MODEL_FAILED",
        "{'promptFeedback':{'blockReason':'SAFETY'}}                 | CONTENT_POLICY",
        "{'error':{'code':503,'status':'UNAVAILABLE'}}               | SERVER_ERROR",
        "{'error':{'code':429,'status':'RESOURCE_EXHAUSTED'}}        | RATE_LIMITED",
        "{'error':{'code':7}}                                        | SERVER_ERROR",
        "{'error':'x'}                                               | SERVER_ERROR",
        "{oops                                                       | BAD_ANSWER",
        "[]                                                          | BAD_ANSWER",
        "{'candidates':{}}                                           | BAD_ANSWER",
        "{'candidates':[7]}                                          | BAD_ANSWER",
        "{'candidates':[{'content':{'parts':[7]}}]}                  | BAD_ANSWER",
        "{'candidates':[{'content':{'parts':[{'text':7}]}}]}         | BAD_ANSWER",
        "{'candidates':[{'content':{'parts':[{'functionCall':{}}]}}]} | BAD_ANSWER",
        "{'candidates':[{'finishReason':7}]}                         | BAD_ANSWER"
      })
  void whatIsNoAnswerHasItsKind(String event, Kind kind) {
    assertThatThrownBy(() -> read(event))
        .isInstanceOfSatisfying(
            BadAnswer.class, bad -> assertThat(bad.failure().kind()).isEqualTo(kind));
  }
}
