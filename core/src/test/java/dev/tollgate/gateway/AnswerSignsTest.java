package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerSignsTest {

  private static final Json.Arr NO_DETAILS = new Json.Arr(List.of());
  private static final List<Tooling.Tool> WALK =
      SampleRequests.with(
              "'tools':[{'type':'function','function':{'name':'walk','parameters':{}}}]")
          .tooling()
          .tools();

  private static boolean whole(
      @Nullable String refusal, FinishReason finish, boolean limited, ToolCall... calls) {
    AnswerSigns signs = new AnswerSigns(WALK);
    signs.answer(new ChatResponse("Yes.", refusal, List.of(calls), null, NO_DETAILS, finish, null));
    return signs.inOrder(limited);
  }

  private static boolean streamed(ChatChunk... chunks) {
    AnswerSigns signs = new AnswerSigns(WALK);
    for (ChatChunk chunk : chunks) {
      signs.chunk(chunk);
    }
    return signs.inOrder(false);
  }

  @Test
  void refusedFilteredAndCutAnswersAreNotInOrder() {
    assertThat(whole(null, FinishReason.STOP, false)).isTrue();
    assertThat(whole("No.", FinishReason.STOP, false)).isFalse();
    assertThat(whole(null, FinishReason.CONTENT_FILTER, false)).isFalse();
    assertThat(whole(null, FinishReason.LENGTH, false)).isFalse();
    assertThat(whole(null, FinishReason.LENGTH, true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '!',
      value = {
        "walk | {\"far\":true} | true",
        "walk | {}             | true",
        "walk | !!             | true",
        "walk | {\"far\":      | false",
        "walk | [1]            | false",
        "run  | {}             | false"
      })
  void callsMustBeOfOfferedToolsWithAnObject(String name, String arguments, boolean inOrder) {
    ToolCall call = new ToolCall("c", name, arguments);

    assertThat(whole(null, FinishReason.TOOL_CALLS, false, call)).isEqualTo(inOrder);
    assertThat(
            streamed(
                new ChatChunk.ToolCallStart(0, "c", name),
                new ChatChunk.ToolCallArguments(0, arguments),
                new ChatChunk.Finish(FinishReason.TOOL_CALLS)))
        .isEqualTo(inOrder);
  }

  @Test
  void argumentsOfParallelCallsAreReadApart() {
    assertThat(
            streamed(
                new ChatChunk.ToolCallStart(0, "a", "walk"),
                new ChatChunk.ToolCallStart(1, "b", "walk"),
                new ChatChunk.ToolCallArguments(0, "{\"far\":"),
                new ChatChunk.ToolCallArguments(1, "{}"),
                new ChatChunk.ToolCallArguments(0, "true}"),
                new ChatChunk.Finish(FinishReason.TOOL_CALLS)))
        .isTrue();
  }

  @Test
  void streamedRefusalIsSeen() {
    assertThat(streamed(new ChatChunk.RefusalDelta("No."), new ChatChunk.Finish(FinishReason.STOP)))
        .isFalse();
  }

  @Test
  void argumentsBeyondTheBoundAreNotKept() {
    assertThat(
            streamed(
                new ChatChunk.ToolCallStart(0, "a", "walk"),
                new ChatChunk.ToolCallArguments(0, "{\"text\":\"" + "x".repeat(20_000)),
                new ChatChunk.Finish(FinishReason.TOOL_CALLS)))
        .isTrue();
  }
}
