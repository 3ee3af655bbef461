package dev.tollgate.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Usage;
import dev.tollgate.json.Json;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.PromptBound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTest {

  private static final ChatRequest REQUEST = SampleRequests.streamed();
  private static final long BOUND = REQUEST.bodyBytes() + 16 + 512;
  private static final long MAX_TOKENS = 100;

  /** A token is a character here, so that every count can be read off; the prompt has 40. */
  private static final class Characters implements TokenCounter {
    final List<Integer> counted = new ArrayList<>();

    @Override
    public long count(String text) {
      counted.add(text.length());
      return text.length();
    }

    @Override
    public long countPrompt(ChatRequest request) {
      return 40;
    }
  }

  private final Characters counter = new Characters();
  private final Meter meter = new Meter(counter, REQUEST, MAX_TOKENS);

  private Usage after(ReportedUsage report) {
    meter.chunk(new ChatChunk.ContentDelta("abc"));
    meter.chunk(new ChatChunk.UsageReport(report));
    return meter.usage();
  }

  private static ChatResponse response(String content, @Nullable ReportedUsage report) {
    return new ChatResponse(
        content,
        "no",
        List.of(new ToolCall("call_1", "walk", "{}")),
        "hm",
        new Json.Arr(List.of()),
        FinishReason.STOP,
        report);
  }

  @Test
  void promptBoundIsTheBodyAndSomeFraming() {
    assertThat(PromptBound.of(REQUEST)).isEqualTo(BOUND);
    ChatRequest three =
        SampleRequests.read(
            "{'messages':[{'role':'system','content':'a'},{'role':'user','content':'b'},"
                + "{'role':'user','content':'c'}]}");
    assertThat(PromptBound.of(three)).isEqualTo(three.bodyBytes() + 3 * 16 + 512);
  }

  @Test
  void promptBoundIsNeverAbsurd() {
    ChatRequest huge =
        new ChatRequest(
            null,
            REQUEST.messages(),
            false,
            null,
            REQUEST.sampling(),
            REQUEST.tooling(),
            null,
            null,
            REQUEST.metadata(),
            Long.MAX_VALUE / 2);

    assertThat(PromptBound.of(huge)).isEqualTo(Price.ABSURD_TOKENS);
  }

  @Test
  void believableReportIsTakenAsItIs() {
    assertThat(after(new ReportedUsage(50, 20, 30, 15)))
        .isEqualTo(new Usage(50, 20, 30, 15, false));
    assertThat(meter.mustCount()).isFalse();
    assertThat(counter.counted).isEmpty();
  }

  @Test
  void reportAtItsBoundsIsBelieved() {
    assertThat(after(new ReportedUsage(BOUND, MAX_TOKENS, BOUND, MAX_TOKENS)))
        .isEqualTo(new Usage(BOUND, MAX_TOKENS, BOUND, MAX_TOKENS, false));
    assertThat(after(new ReportedUsage(0, 0, 0, 0))).isEqualTo(Usage.of(0, 0));
  }

  @Test
  void reasoningCountedBesideTheCompletionIsCutToIt() {
    assertThat(after(new ReportedUsage(50, 20, 0, 70))).isEqualTo(new Usage(50, 20, 0, 20, false));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 20, 0, 0",
    "50, -1, 0, 0",
    "50, 20, -1, 0",
    "50, 20, 0, -1",
    "50, 20, 51, 0",
    "50, 101, 0, 0",
    "2147483648, 20, 0, 0",
    "999999999999999999, 999999999999999999, 0, 0",
    "50, 9223372036854775807, 0, 0"
  })
  void absurdReportIsReplacedByOurOwnCount(
      long prompt, long completion, long cached, long reasoning) {
    assertThat(after(new ReportedUsage(prompt, completion, cached, reasoning)))
        .isEqualTo(Usage.estimated(40, 3));
    assertThat(meter.mustCount()).isTrue();
  }

  @Test
  void promptOneAboveItsBoundIsNotBelieved() {
    assertThat(after(new ReportedUsage(BOUND + 1, 20, 0, 0))).isEqualTo(Usage.estimated(40, 3));
  }

  @Test
  void lastOfSeveralReportsHolds() {
    meter.chunk(new ChatChunk.UsageReport(new ReportedUsage(50, 1, 0, 0)));
    meter.chunk(new ChatChunk.UsageReport(new ReportedUsage(50, 2, 0, 0)));

    assertThat(meter.usage()).isEqualTo(Usage.of(50, 2));
  }

  @Test
  void everythingThatIsGeneratedIsCounted() {
    meter.chunk(new ChatChunk.ContentDelta("abc"));
    meter.chunk(new ChatChunk.RefusalDelta("no"));
    meter.chunk(new ChatChunk.ReasoningDelta("hmm", new Json.Arr(List.of())));
    meter.chunk(new ChatChunk.ToolCallStart(0, "call_1", "walk"));
    meter.chunk(new ChatChunk.ToolCallArguments(0, "{}"));
    meter.chunk(new ChatChunk.Finish(FinishReason.STOP));

    assertThat(meter.mustCount()).isTrue();
    assertThat(meter.usage()).isEqualTo(Usage.estimated(40, 3 + 2 + 3 + 4 + 2));
    assertThat(meter.usage()).isEqualTo(Usage.estimated(40, 14));
  }

  @Test
  void wholeAnswerIsCountedLikeItsParts() {
    meter.answer(response("abc", null));

    assertThat(meter.usage()).isEqualTo(Usage.estimated(40, 3 + 2 + 2 + 4 + 2));
    assertThat(meter.usage()).isEqualTo(Usage.estimated(40, 13));
  }

  @Test
  void wholeAnswerWithABelievableReportIsNeverCounted() {
    meter.answer(response("x".repeat(1_000_000), new ReportedUsage(50, 20, 0, 0)));

    assertThat(meter.mustCount()).isFalse();
    assertThat(meter.usage()).isEqualTo(Usage.of(50, 20));
    assertThat(counter.counted).isEmpty();
  }

  @Test
  void ownCountIsNeverAboveWhatWasAllowed() {
    meter.chunk(new ChatChunk.ContentDelta("x".repeat(500)));

    assertThat(meter.usage()).isEqualTo(Usage.estimated(40, MAX_TOKENS));
  }

  @Test
  void ownCountOfThePromptIsNeverAboveItsBound() {
    TokenCounter wild =
        new TokenCounter() {
          @Override
          public long count(String text) {
            return 0;
          }

          @Override
          public long countPrompt(ChatRequest request) {
            return 1_000_000_000;
          }
        };

    assertThat(new Meter(wild, REQUEST, MAX_TOKENS).usage()).isEqualTo(Usage.estimated(BOUND, 0));
  }

  @Test
  void answerThatIsBrokenOffIsCountedWhateverAnEarlyReportSays() {
    meter.chunk(new ChatChunk.UsageReport(new ReportedUsage(50, 0, 0, 0)));
    meter.chunk(new ChatChunk.ContentDelta("abcdef"));

    assertThat(meter.partialUsage()).isEqualTo(Usage.estimated(40, 6));
  }

  @Test
  void answerThatNeverBeganIsItsPrompt() {
    assertThat(meter.partialUsage()).isEqualTo(Usage.estimated(40, 0));
  }

  @Test
  void endlessAnswerTakesNoMemory() {
    Meter endless = new Meter(counter, REQUEST, Long.MAX_VALUE);
    for (int i = 0; i < 200_000; i++) {
      endless.chunk(new ChatChunk.ContentDelta("0123456789"));
    }

    assertThat(endless.usage()).isEqualTo(Usage.estimated(40, 2_000_000));
    assertThat(counter.counted).hasSizeGreaterThan(100).allMatch(piece -> piece < 20_000);
  }
}
