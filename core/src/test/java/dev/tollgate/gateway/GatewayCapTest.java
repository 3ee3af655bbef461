package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Usage;
import dev.tollgate.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Upstreams that do not stop where they were asked to: the fixture's call asks for 1,000 tokens.
 */
class GatewayCapTest {

  private static final long CAP = GatewayFixture.MAX_TOKENS;

  private static final Json.Arr NO_DETAILS = new Json.Arr(List.of());

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream upstream = new ScriptedUpstream("one");
  private final List<String> alarms = new ArrayList<>();

  @BeforeEach
  void listen() {
    fixture.listeners.add(
        new ExchangeListener() {
          @Override
          public void alarmed(ChatCall call, String id, Alarm alarm) {
            alarms.add(id + " " + alarm.label());
          }
        });
  }

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  /** A text of that many tokens. */
  private static String words(long count) {
    return " far".repeat((int) count);
  }

  private static long tokens(String text) {
    return GatewayFixture.COUNTER.count(text);
  }

  private static long prompt(ChatRequest request) {
    return GatewayFixture.COUNTER.countPrompt(request);
  }

  private String streamed() {
    return String.join("", fixture.sink.events.stream().filter(e -> e.startsWith(" far")).toList());
  }

  private ScriptedUpstream.Call stream() {
    fixture.answer(SampleRequests.streamed(), upstream);
    return upstream.call().accept();
  }

  @Test
  void aStreamIsCutAtTheCap() {
    ScriptedUpstream.Call call = stream();
    for (int i = 0; i < 140; i++) {
      call.say(words(10));
    }

    assertThat(streamed()).isEqualTo(words(CAP));
    assertThat(fixture.sink.events).endsWith("finish length", "end");
    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(prompt(SampleRequests.streamed()), CAP));
    assertThat(call.isCancelled()).isTrue();
    assertThat(alarms).containsExactly("one cap_ignored");
  }

  @Test
  void oneHugeChunkIsCutInItsMiddle() {
    stream().say(words(5), words(50_000));

    assertThat(tokens(streamed())).isBetween(CAP - 2, CAP);
    assertThat(fixture.sink.events).endsWith("finish length", "end");
  }

  @Test
  void anUpstreamThatCountsALittleOtherwiseIsNotCut() {
    ScriptedUpstream.Call call = stream();
    for (int i = 0; i < 12; i++) {
      call.say(words(100));
    }
    assertThat(tokens(streamed())).isEqualTo(CAP);
    call.finish().report(9, 990).end();

    assertThat(streamed()).isEqualTo(words(1_200));
    assertThat(fixture.sink.events).endsWith("finish stop", "end");
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 990));
    assertThat(alarms).isEmpty();
  }

  @Test
  void anUpstreamThatReportsMoreItselfIsCutAtItsEnd() {
    stream().say(words(900), words(150)).finish().report(9, 1_050).end();

    assertThat(streamed()).isEqualTo(words(CAP));
    assertThat(fixture.sink.events).endsWith("finish length", "end");
    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(prompt(SampleRequests.streamed()), CAP));
    assertThat(alarms).containsExactly("one cap_ignored");
  }

  @Test
  void aReportBeforeTheCutIsNotTheWholeBill() {
    stream().report(9, 1).say(words(1_500));

    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(prompt(SampleRequests.streamed()), CAP));
  }

  @Test
  void hiddenReasoningCountsToo() {
    fixture.answer(SampleRequests.with("'stream':true,'reasoning':{'exclude':true}"), upstream);
    upstream.call().accept().think(words(1_400)).say("Far.");

    assertThat(fixture.sink.events).containsExactly("finish length", "end");
  }

  private ChatResponse answer(@Nullable String content, @Nullable ReportedUsage report) {
    return answer(content, null, List.of(), report);
  }

  private ChatResponse answer(
      @Nullable String content,
      @Nullable String reasoning,
      List<ToolCall> calls,
      @Nullable ReportedUsage report) {
    fixture.answer(SampleRequests.whole(), upstream);
    upstream
        .call()
        .accept()
        .listener
        .answer(
            new ChatResponse(
                content, null, calls, reasoning, NO_DETAILS, FinishReason.STOP, report));
    return Objects.requireNonNull(fixture.sink.response);
  }

  @Test
  void aWholeAnswerIsCutWhenItsUpstreamSaysThatItIsTooLong() {
    ChatResponse answer = answer(words(1_100), ScriptedUpstream.used(9, 1_100));

    assertThat(tokens(Objects.requireNonNull(answer.content()))).isBetween(CAP - 2, CAP);
    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(prompt(SampleRequests.whole()), CAP));
    assertThat(alarms).contains("one cap_ignored");
  }

  @Test
  void aWholeAnswerWithoutAReportIsCounted() {
    assertThat(answer(words(1_200), null).finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(alarms).isEmpty();

    ChatResponse answer = answer(words(1_300), null);
    assertThat(tokens(Objects.requireNonNull(answer.content()))).isBetween(CAP - 2, CAP);
    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(alarms).containsExactly("one cap_ignored");
  }

  @Test
  void aWholeAnswerIsKeptWhenItsReportIsBelieved() {
    ChatResponse answer = answer(words(1_300), ScriptedUpstream.used(9, 900));

    assertThat(answer.content()).isEqualTo(words(1_300));
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 900));
  }

  @Test
  void allPartsOfAnAnswerShareTheCap() {
    ChatResponse answer =
        answer(
            words(300),
            words(600),
            List.of(new ToolCall("a", "walk", words(400)), new ToolCall("b", "walk", "{}")),
            null);

    assertThat(answer.reasoning()).isEqualTo(words(600));
    assertThat(answer.content()).isEqualTo(words(300));
    assertThat(answer.toolCalls()).hasSize(1);
    assertThat(tokens(answer.toolCalls().get(0).arguments())).isBetween(95L, 100L);
    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void usageThatCanNotBeIsToldAndNotCharged() {
    ChatResponse answer = answer("Far.", ScriptedUpstream.used(1_000_000, 4));

    assertThat(answer.content()).isEqualTo("Far.");
    assertThat(alarms).containsExactly("one usage_absurd");
    assertThat(fixture.ending.charged)
        .containsExactly(Usage.estimated(prompt(SampleRequests.whole()), tokens("Far.")));
  }
}
