package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.chat.Usage;
import dev.tollgate.json.Json;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.structured.SchemaCheck;
import dev.tollgate.upstream.UpstreamFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayStructuredOutputTest {

  private static final String JSON_OBJECT = "'response_format':{'type':'json_object'}";
  private static final String INTEGERS =
      "'response_format':{'type':'json_schema','json_schema':{'name':'n','strict':true,"
          + "'schema':{'type':'array','items':{'type':'integer'}}}}";

  private static final Json.Arr NO_DETAILS = new Json.Arr(List.of());

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream one = new ScriptedUpstream("one");
  private final ScriptedUpstream two = new ScriptedUpstream("two");
  private final List<ResponseFormat> compiled = new ArrayList<>();

  @BeforeEach
  void check() {
    SchemaCheck check = new SchemaCheck();
    fixture.check =
        format -> {
          compiled.add(format);
          return check.formOf(format);
        };
  }

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  private static ChatResponse saying(@Nullable String content) {
    return ending(content, FinishReason.STOP);
  }

  private static ChatResponse ending(@Nullable String content, FinishReason reason) {
    return new ChatResponse(
        content, null, List.of(), null, NO_DETAILS, reason, ScriptedUpstream.used(9, 4));
  }

  private void answer(ScriptedUpstream upstream, ChatResponse response) {
    upstream.call().accept().listener.answer(response);
  }

  private void passes(String members, ChatResponse response) {
    fixture.answer(SampleRequests.with(members), one, two);
    answer(one, response);

    assertThat(two.calls).isEmpty();
    assertThat(fixture.sink.events).containsExactly("answer " + response.content());
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
  }

  @Test
  void answerOfTheFormAskedForPasses() {
    passes(INTEGERS, saying("[1,2]"));
  }

  @Test
  void answerOfAnotherFormIsAskedForElsewhere() {
    List<UpstreamFailure> failures = new ArrayList<>();
    fixture.listeners.add(
        new ExchangeListener() {
          @Override
          public void attemptFailed(ChatCall call, String upstream, UpstreamFailure failure) {
            failures.add(failure);
          }
        });
    fixture.answer(SampleRequests.with(INTEGERS), one, two);

    answer(one, saying("[1,\"2\"]"));
    answer(two, saying("[1,2]"));

    assertThat(fixture.sink.events).containsExactly("answer [1,2]");
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
    assertThat(failures)
        .extracting(UpstreamFailure::kind)
        .containsExactly(UpstreamFailure.Kind.MODEL_FAILED);
    assertThat(compiled).hasSize(1);
  }

  @Test
  void answersOfAnotherFormEverywhereAreAFailureAndFree() {
    fixture.answer(SampleRequests.with(JSON_OBJECT), one, two);

    answer(one, saying("[]"));
    answer(two, saying("```json\n{}\n```"));

    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
    assertThat(fixture.ending.events).containsExactly("release");
    assertThat(Objects.requireNonNull(fixture.sink.refusal).kind())
        .isEqualTo(RefusalKind.UPSTREAM_ERROR);
    assertThat(fixture.sink.refusal.reason()).contains("response_format", "Nothing was charged");
  }

  @Test
  void noContentIsNoJson() {
    fixture.answer(SampleRequests.with(JSON_OBJECT), one);

    answer(one, saying(null));

    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
  }

  @Test
  void answerCutAtTheLimitPassesAsWhatItIs() {
    passes(INTEGERS, ending("[1,", FinishReason.LENGTH));
  }

  @Test
  void filteredAnswerPassesAsWhatItIs() {
    passes(INTEGERS, ending("[1,", FinishReason.CONTENT_FILTER));
  }

  @Test
  void refusalPasses() {
    passes(
        INTEGERS,
        new ChatResponse(
            null,
            "I'd rather not.",
            List.of(),
            null,
            NO_DETAILS,
            FinishReason.STOP,
            ScriptedUpstream.used(9, 4)));
  }

  @Test
  void toolCallsPass() {
    List<ToolCall> calls = List.of(new ToolCall("call_1", "f", "{}"));
    passes(
        JSON_OBJECT,
        new ChatResponse(
            null, null, calls, null, NO_DETAILS, FinishReason.STOP, ScriptedUpstream.used(9, 4)));
  }

  @Test
  void schemaThatIsNotStrictBindsNobody() {
    passes(INTEGERS.replace("true", "false"), saying("Sure!"));
    assertThat(compiled).isEmpty();
  }

  @Test
  void streamsAreNotChecked() {
    fixture.answer(SampleRequests.with(JSON_OBJECT + ",'stream':true"), one, two);

    one.call().accept().say("Sure!").finish().report(9, 4).end();

    assertThat(fixture.sink.events).containsExactly("Sure!", "finish stop", "end");
  }

  @Test
  void modelMayPassAnswersOnUnchecked() {
    fixture.checked = false;

    passes(JSON_OBJECT, saying("Sure!"));
  }

  @Test
  void judgingIsDoneAwayFromTheUpstreamsThread() {
    Queue<Runnable> later = new ArrayDeque<>();
    fixture.counting = later::add;
    fixture.answer(SampleRequests.with(JSON_OBJECT), one);
    answer(one, saying("{}"));
    answer(one, saying("{\"second\":1}"));

    assertThat(fixture.sink.events).isEmpty();
    later.remove().run();

    assertThat(fixture.sink.events).containsExactly("answer {}");
    assertThat(later).isEmpty();
  }

  @Test
  void callerWhoLeavesWhileItIsJudgedPaysForTheWholeAnswer() {
    Queue<Runnable> later = new ArrayDeque<>();
    fixture.counting = later::add;
    Exchange exchange = fixture.answer(SampleRequests.with(JSON_OBJECT), one, two);
    answer(one, saying("[]"));

    exchange.callerGone();
    later.forEach(Runnable::run);

    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
    assertThat(fixture.sink.events).isEmpty();
    assertThat(two.calls).isEmpty();
  }

  @Test
  void judgingThatIsRefusedIsDoneAtOnce() {
    fixture.counting =
        task -> {
          throw new RejectedExecutionException();
        };
    ChatRequest request = SampleRequests.with(JSON_OBJECT);
    fixture.answer(request, one);

    answer(one, saying("Sure!"));

    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_ERROR");
  }
}
