package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What listeners hear of how a model did. */
final class ModelOutcomesTest {

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream one = new ScriptedUpstream("one");
  private final ScriptedUpstream two = new ScriptedUpstream("two");
  private final List<String> heard = new ArrayList<>();
  private final List<String> answering = new ArrayList<>();

  @BeforeEach
  void listen() {
    fixture.listeners.add(
        new ExchangeListener() {
          @Override
          public void showed(ChatCall call, Model model, boolean inOrder) {
            heard.add(model.id() + " " + inOrder);
          }

          @Override
          public void answers(ChatCall call, Model model) {
            answering.add(model.id() + " before " + fixture.sink.events);
          }
        });
  }

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  @Test
  void failureOfAServerAndAnAnswerInOrderAreHeard() {
    fixture.answer(SampleRequests.streamed(), one, two);
    one.call().fail(Kind.SERVER_ERROR);
    two.call().accept().say("Far.").finish().report(9, 4).end();

    assertThat(heard).containsExactly("stansa-g4 false", "stansa-g4 true");
  }

  @Test
  void whoAnswersIsHeardOnceAndBeforeTheCallerHearsOfIt() {
    fixture.answer(SampleRequests.streamed(), one, two);
    one.call().fail(Kind.SERVER_ERROR);
    assertThat(answering).isEmpty();

    two.call().accept().say("Far.").say("Off.");

    assertThat(answering).containsExactly("stansa-g4 before []");
  }

  @Test
  void modelThatSpoilsItsTaskIsHeard() {
    fixture.answer(SampleRequests.streamed(), one, two);
    one.call().fail(Kind.MODEL_FAILED);

    assertThat(heard).containsExactly("stansa-g4 false");
  }

  @Test
  void whatSaysNothingOfTheModelIsNotHeard() {
    fixture.answer(SampleRequests.streamed(), one, two);
    one.call().fail(Kind.RATE_LIMITED);
    two.call().fail(Kind.REQUEST_REFUSED);

    assertThat(heard).isEmpty();
  }

  @Test
  void callerWhoLeavesSaysNothingOfTheModel() {
    Exchange exchange = fixture.answer(SampleRequests.streamed(), one);
    one.call().accept().say("Far.");
    exchange.callerGone();

    assertThat(heard).isEmpty();
  }

  @Test
  void wholeAnswerIsHeard() {
    fixture.answer(SampleRequests.whole(), one);
    one.call().accept().listener.answer(ScriptedUpstream.response(ScriptedUpstream.used(9, 4)));

    assertThat(heard).containsExactly("stansa-g4 true");
    assertThat(answering).containsExactly("stansa-g4 before []");
  }
}
