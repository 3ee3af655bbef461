package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ScriptedUpstream.Call;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayWholeAnswerTest {

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream upstream = new ScriptedUpstream("one");

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  private Call started(String members) {
    fixture.answer(SampleRequests.with(members), upstream);
    return upstream.call();
  }

  @Test
  void wholeAnswerIsToldOnlyWhenItsSettlementIsKnown() {
    fixture.ending.outcome = new CompletableFuture<>();
    Call call = started("");

    call.accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
    assertThat(fixture.sink.events).isEmpty();

    fixture.ending.outcome.complete(true);

    assertThat(fixture.sink.events).containsExactly("answer Yes.");
    assertThat(fixture.sink.usage).isEqualTo(Usage.of(9, 4));
    assertThat(fixture.ending.events).containsExactly("settle");
  }

  @Test
  void answerWhoseKeyIsAnothersByNowIsNotShown() {
    fixture.ending.outcome =
        CompletableFuture.failedFuture(
            Refusal.of(RefusalKind.IDEMPOTENCY_IN_PROGRESS, "taken over"));
    Call call = started("");

    call.accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThat(fixture.sink.events).containsExactly("fail IDEMPOTENCY_IN_PROGRESS");
  }

  @Test
  void upstreamIsAskedByItsOwnNameForNoMoreThanTheHoldCovers() {
    Call call = started("'max_tokens':50000");

    assertThat(call.request.model()).isEqualTo("real-one");
    assertThat(call.request.maxTokens()).isEqualTo(GatewayFixture.MAX_TOKENS);
  }

  @Test
  void answerWithoutUsageIsCountedHereAndMarked() {
    started("").accept().listener.answer(ScriptedUpstream.response(null));

    long prompt = GatewayFixture.COUNTER.countPrompt(SampleRequests.whole());
    long completion = GatewayFixture.COUNTER.count("Yes.Far?");
    assertThat(fixture.ending.charged).containsExactly(Usage.estimated(prompt, completion));
    assertThat(fixture.sink.usage).isEqualTo(Usage.estimated(prompt, completion));
  }

  @Test
  void countingGoesOnHereWhenItsExecutorIsFull() {
    fixture.counting =
        task -> {
          throw new RejectedExecutionException("full");
        };

    started("").accept().listener.answer(ScriptedUpstream.response(null));

    assertThat(fixture.sink.events).containsExactly("answer Yes.");
    assertThat(fixture.ending.charged).singleElement().matches(Usage::estimated);
  }

  @Test
  void excludedReasoningIsChargedButNotShown() {
    started("'reasoning':{'exclude':true}")
        .accept()
        .listener
        .answer(ScriptedUpstream.response(null));

    assertThat(fixture.sink.response).isEqualTo(ScriptedUpstream.response(null).withoutReasoning());
    assertThat(fixture.ending.charged)
        .singleElement()
        .extracting(Usage::completionTokens)
        .isEqualTo(GatewayFixture.COUNTER.count("Yes.Far?"));
  }

  @Test
  void deadlineIsForgottenWhenTheAnswerCame() {
    Call call = started("");
    assertThat(fixture.timer.delays()).containsExactly(Duration.ofMinutes(2));
    assertThat(fixture.timer.getQueue()).hasSize(1);

    call.accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThat(fixture.timer.getQueue()).isEmpty();
    fixture.timer.fire(0);
    assertThat(fixture.sink.events).containsExactly("answer Yes.");
    assertThat(fixture.ending.events).containsExactly("settle");
  }

  @Test
  void answerAndFailureBehindTheEndChangeNothing() {
    Call call = started("");
    call.accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    call.listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(90, 40)));
    call.fail(Kind.CONNECTION_LOST);
    call.end();

    assertThat(fixture.sink.events).containsExactly("answer Yes.");
    assertThat(fixture.ending.events).containsExactly("settle");
    assertThat(upstream.calls).hasSize(1);
  }

  private CompletableFuture<Completion> completion() {
    return fixture
        .gateway(upstream)
        .complete(GatewayFixture.call(SampleRequests.whole(), fixture.ending, upstream));
  }

  @Test
  void completionHoldsTheSettledAnswer() {
    CompletableFuture<Completion> completion = completion();
    assertThat(completion).isNotDone();

    upstream
        .call()
        .accept()
        .listener
        .answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThat(completion.join().response().content()).isEqualTo("Yes.");
    assertThat(completion.join().usage()).isEqualTo(Usage.of(9, 4));
  }

  @Test
  void completionFailsWithTheRefusal() {
    CompletableFuture<Completion> completion = completion();

    upstream.call().fail(Kind.REQUEST_REFUSED);

    assertThatThrownBy(completion::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(RefusalKind.INVALID_REQUEST));
  }

  @Test
  void completionOfAnUnknownSettlementIsARefusalToo() {
    fixture.ending.outcome = CompletableFuture.failedFuture(new IllegalStateException("gone"));
    CompletableFuture<Completion> completion = completion();

    upstream
        .call()
        .accept()
        .listener
        .answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThatThrownBy(completion::join)
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(RefusalKind.OVERLOADED));
  }

  @Test
  void cancellingTheCompletionHangsUp() {
    CompletableFuture<Completion> completion = completion();
    upstream.call().accept();

    completion.cancel(true);

    assertThat(upstream.call().isCancelled()).isTrue();
    assertThat(fixture.ending.charged)
        .containsExactly(
            Usage.estimated(GatewayFixture.COUNTER.countPrompt(SampleRequests.whole()), 0));
  }

  @Test
  void completionThatItsHolderTimedOutHangsUp() {
    CompletableFuture<Completion> completion = completion();

    completion.completeExceptionally(new TimeoutException("the holder's own patience"));

    assertThat(upstream.call().isCancelled()).isTrue();
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void streamHasNoCompletion() {
    assertThatThrownBy(
            () ->
                fixture
                    .gateway(upstream)
                    .complete(
                        GatewayFixture.call(SampleRequests.streamed(), fixture.ending, upstream)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(upstream.calls).isEmpty();
  }

  @Test
  void streamOfAnUpstreamThatWasAskedForAWholeAnswerFailsTheCompletion() {
    CompletableFuture<Completion> completion = completion();

    upstream.call().accept().say("Ye");

    assertThatThrownBy(completion::join)
        .cause()
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.kind()).isEqualTo(RefusalKind.INTERNAL));
    assertThat(fixture.ending.events).containsExactly("release");
    assertThat(upstream.call().isCancelled()).isTrue();
  }
}
