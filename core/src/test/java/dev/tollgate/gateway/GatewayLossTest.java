package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.LostAnswer.Reason;
import dev.tollgate.structured.SchemaCheck;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What providers may bill though nobody is charged is told, once for each attempt. */
class GatewayLossTest {

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream one = new ScriptedUpstream("one");
  private final ScriptedUpstream two = new ScriptedUpstream("two");
  private final List<LostAnswer> lost = new ArrayList<>();

  @BeforeEach
  void listen() {
    fixture.check = new SchemaCheck();
    fixture.listeners.add(
        new ExchangeListener() {
          @Override
          public void lost(ChatCall call, LostAnswer answer) {
            lost.add(answer);
          }
        });
  }

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  private static LostAnswer answer(String upstream, Reason reason, Usage used) {
    return new LostAnswer(upstream, reason, GatewayFixture.PRICE, Usage.NONE, used);
  }

  private static Usage counted(String text) {
    return Usage.estimated(
        GatewayFixture.COUNTER.countPrompt(SampleRequests.streamed()),
        GatewayFixture.COUNTER.count(text));
  }

  @Test
  void streamThatBreaksOffIsLostAsFarAsItCame() {
    fixture.answer(SampleRequests.streamed(), one, two);
    // What a provider claims in the middle is not its last word.
    one.call().accept().say("It is far").report(9, 70).fail(Kind.CONNECTION_LOST);

    assertThat(lost).containsExactly(answer("one", Reason.BROKEN_OFF, counted("It is far")));
    assertThat(two.calls).isEmpty();
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void streamWithoutAnEndIsLost() {
    fixture.answer(SampleRequests.streamed(), one);
    one.call().accept().say("It is").end();

    assertThat(lost).containsExactly(answer("one", Reason.BROKEN_OFF, counted("It is")));
  }

  @Test
  void attemptThatFailsBeforeAnyPartIsNot() {
    fixture.answer(SampleRequests.streamed(), one, two);
    one.call().accept().fail(Kind.SERVER_ERROR);
    two.call().accept().say("Far.").finish().report(9, 4).end();

    assertThat(lost).isEmpty();
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
  }

  @Test
  void streamThatIsCutOffHereIsLost() {
    fixture.answer(SampleRequests.streamed(), one);
    one.call().accept().say("It is");

    fixture.timer.fire(0);
    one.call().say(" far").fail(Kind.CONNECTION_LOST);

    assertThat(lost).containsExactly(answer("one", Reason.CUT_OFF, counted("It is")));
  }

  @Test
  void answerOfAnotherFormIsLostAtEachUpstreamThatGaveOne() {
    ChatRequest json = SampleRequests.with("'response_format':{'type':'json_object'}");
    fixture.answer(json, one, two);
    for (ScriptedUpstream upstream : List.of(one, two)) {
      upstream
          .call()
          .accept()
          .listener
          .answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));
    }

    assertThat(lost)
        .containsExactly(
            answer("one", Reason.UNFIT, Usage.of(9, 4)),
            answer("two", Reason.UNFIT, Usage.of(9, 4)));
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void whereNothingCanBeCountedOnlyReportsAreTold() {
    fixture.counting =
        task -> {
          throw new RejectedExecutionException();
        };
    ChatRequest json = SampleRequests.with("'response_format':{'type':'json_object'}");
    fixture.answer(json, one);
    one.call().accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));
    fixture.answer(SampleRequests.streamed(), two);
    two.call().accept().say("It is").end();

    assertThat(lost).containsExactly(answer("one", Reason.UNFIT, Usage.of(9, 4)));
    assertThat(fixture.ending.events).containsExactly("release", "release");
  }

  @Test
  void answerThatIsChargedIsNotLost() {
    fixture.answer(SampleRequests.streamed(), one);
    one.call().accept().say("Far.").finish().report(9, 4).end();

    assertThat(lost).isEmpty();
  }
}
