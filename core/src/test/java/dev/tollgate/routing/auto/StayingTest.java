package dev.tollgate.routing.auto;

import static dev.tollgate.routing.auto.AutoScene.AUTO;
import static dev.tollgate.routing.auto.AutoScene.able;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.routing.ManualNanos;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A conversation stays with its model. */
final class StayingTest {

  private static final String FIRST = "{'role':'user','content':'Plan a trip.'}";
  private static final ChatRequest OPENING = SampleRequests.read("{'messages':[" + FIRST + "]}");
  private static final ChatRequest FOLLOW_UP =
      SampleRequests.read(
          "{'messages':["
              + FIRST
              + ",{'role':'assistant','content':'Where to?'},"
              + "{'role':'user','content':'North.'}]}");
  private static final ChatRequest TOOL_LOOP =
      SampleRequests.read(
          "{'messages':["
              + FIRST
              + ",{'role':'assistant','tool_calls':[{'id':'c','type':'function',"
              + "'function':{'name':'map','arguments':'{}'}}]},"
              + "{'role':'tool','tool_call_id':'c','content':'a map'}],"
              + "'tools':[{'type':'function','function':{'name':'map','parameters':{}}}]}");

  private final ManualNanos nanos = new ManualNanos();
  private final AutoChoices choices =
      AutoScene.choices("0.5", Optional.empty(), nanos, able("cheap", 1), able("best........", 9));

  private Decision decide(ChatRequest request, String asker, double dial, String... inUse) {
    return choices.decide(
        AUTO,
        new AutoOrder(
            request,
            asker,
            model -> true,
            model -> inUse.length == 0 || Set.of(inUse).contains(model.id()),
            OptionalDouble.of(dial)));
  }

  /** Decides, and has the chosen one answer. */
  private Decision answered(ChatRequest request, String asker, double dial, String... inUse) {
    Decision decision = decide(request, asker, dial, inUse);
    choices.answered(decision, decision.choice());
    return decision;
  }

  @Test
  void conversationAndToolLoopStay() {
    assertThat(answered(OPENING, "a", 1).choice().id()).isEqualTo("best........");

    assertThat(decide(FOLLOW_UP, "a", 0).choice().id()).isEqualTo("best........");
    Decision inLoop = decide(TOOL_LOOP, "a", 0);
    assertThat(inLoop.choice().id()).isEqualTo("best........");
    assertThat(inLoop.stayed()).isTrue();
    assertThat(inLoop.ranking()).hasSize(2);
  }

  @Test
  void conversationStaysWithWhoAnsweredNotWithWhoWasChosen() {
    Decision opening = decide(OPENING, "a", 1);
    Model other = opening.ranking().get(1);
    choices.answered(opening, other);

    Decision next = decide(TOOL_LOOP, "a", 1);

    assertThat(other.id()).isEqualTo("cheap");
    assertThat(next.choice()).isEqualTo(other);
    assertThat(next.stayed()).isTrue();
  }

  @Test
  void choiceThatNeverAnsweredBindsNobody() {
    answered(OPENING, "a", 1);
    decide(FOLLOW_UP, "a", 1, "cheap");

    assertThat(decide(FOLLOW_UP, "a", 0).choice().id()).isEqualTo("best........");
  }

  @Test
  void othersAndOtherConversationsAreNotBound() {
    answered(OPENING, "a", 1);

    assertThat(decide(FOLLOW_UP, "b", 0).choice().id()).isEqualTo("cheap");
    ChatRequest another =
        SampleRequests.read(
            "{'messages':[{'role':'system','content':'Be kind.'},"
                + FIRST
                + ",{'role':'assistant','content':'Where to?'},"
                + "{'role':'user','content':'North.'}]}");
    assertThat(decide(another, "a", 0).choice().id()).isEqualTo("cheap");
  }

  @Test
  void longOpeningsAreToldApartByTheirEnds() {
    String text = "Translate this page. ".repeat(1_000);
    answered(lengthy(text + "To Greek."), "a", 1);

    assertThat(decide(lengthy(text + "To Greek."), "a", 0).stayed()).isTrue();
    assertThat(decide(lengthy(text + "To Czech."), "a", 0).stayed()).isFalse();
    assertThat(decide(lengthy(text + text + "To Greek."), "a", 0).stayed()).isFalse();
  }

  /** A second turn behind that first one. */
  private static ChatRequest lengthy(String opening) {
    return SampleRequests.read(
        "{'messages':[{'role':'user','content':'"
            + opening
            + "'},{'role':'assistant','content':'Done.'},{'role':'user','content':'More.'}]}");
  }

  @Test
  void newOpeningIsDecidedAnew() {
    answered(OPENING, "a", 1);

    assertThat(decide(OPENING, "a", 0).choice().id()).isEqualTo("cheap");
  }

  @Test
  void brokenConstraintMovesItAndItStaysThere() {
    answered(OPENING, "a", 1);

    Decision moved = answered(FOLLOW_UP, "a", 1, "cheap");
    Decision after = decide(FOLLOW_UP, "a", 1);

    assertThat(moved.choice().id()).isEqualTo("cheap");
    assertThat(moved.stayed()).isFalse();
    assertThat(after.choice().id()).isEqualTo("cheap");
  }

  @Test
  void isForgottenAnHourAfterItsLastTurn() {
    answered(OPENING, "a", 1);
    nanos.advance(Duration.ofMinutes(59));
    assertThat(decide(FOLLOW_UP, "a", 0).stayed()).isTrue();
    nanos.advance(Duration.ofMinutes(59));
    assertThat(decide(FOLLOW_UP, "a", 0).stayed()).isTrue();

    nanos.advance(Duration.ofMinutes(61));

    assertThat(decide(FOLLOW_UP, "a", 0).stayed()).isFalse();
  }
}
