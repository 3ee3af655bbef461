package dev.tollgate.routing.auto;

import static dev.tollgate.routing.auto.AutoScene.AUTO;
import static dev.tollgate.routing.auto.AutoScene.able;
import static dev.tollgate.routing.auto.AutoScene.ignoring;
import static dev.tollgate.routing.auto.AutoScene.window;
import static dev.tollgate.routing.auto.AutoScene.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Ignored;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules a candidate out, whatever it is predicted to be worth. */
final class ConstraintsTest {

  private static final String TOOL =
      "'tools':[{'type':'function','function':{'name':'walk','parameters':{}}}]";
  private static final String NAMED =
      "'tool_choice':{'type':'function','function':{'name':'walk'}}";
  private static final String SCHEMA =
      "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}}";

  static Stream<Arguments> constraints() {
    Model noTools = with("no", Capability.JSON_SCHEMA, Capability.REASONING);
    Model noSchema = with("no", Capability.TOOLS, Capability.REASONING);
    Model noReasoning = with("no", Capability.TOOLS, Capability.JSON_SCHEMA);
    Model noChoice = ignoring("no", Ignored.TOOL_CHOICE);
    Model noSwitch = ignoring("no", Ignored.PARALLEL_TOOL_CALLS);
    Model alwaysThinks = ignoring("no", Ignored.REASONING_EFFORT);
    return Stream.of(
        Arguments.of(noTools, TOOL, Constraint.TOOLS),
        Arguments.of(noChoice, TOOL + ",'tool_choice':'required'", Constraint.TOOL_CHOICE),
        Arguments.of(noChoice, TOOL + "," + NAMED, Constraint.TOOL_CHOICE),
        Arguments.of(
            noSwitch, TOOL + ",'parallel_tool_calls':false", Constraint.PARALLEL_TOOL_CALLS),
        Arguments.of(
            noSwitch, TOOL + ",'parallel_tool_calls':true", Constraint.PARALLEL_TOOL_CALLS),
        Arguments.of(noSchema, SCHEMA, Constraint.JSON_SCHEMA),
        Arguments.of(noReasoning, "'reasoning':{'effort':'high'}", Constraint.REASONING),
        Arguments.of(noReasoning, "'reasoning_effort':'xhigh'", Constraint.REASONING),
        Arguments.of(alwaysThinks, "'reasoning_effort':'none'", Constraint.REASONING),
        Arguments.of(alwaysThinks, "'reasoning_effort':'minimal'", Constraint.REASONING),
        Arguments.of(window("no", 100), "'max_tokens':98", Constraint.CONTEXT_WINDOW));
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void candidateThatCannotIsRuledOut(Model cannot, String members, Constraint constraint) {
    AutoOrder order = AutoOrder.of(SampleRequests.with(members));
    AutoChoices choices = AutoScene.choices("0.5", cannot, able("other", 50));

    Decision decision = choices.decide(AUTO, order);

    assertThat(decision.choice().id()).isEqualTo("other");
    assertThat(decision.ranking()).hasSize(1);
    assertThat(decision.verdicts().get(0).against()).containsExactly(constraint);
    assertThat(decision.verdicts().get(1).isAble()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void emptySetIsRefusedByTheConstraintThatEmptiedIt(
      Model cannot, String members, Constraint constraint) {
    AutoChoices choices = AutoScene.choices("0.5", cannot);

    Refusal refusal = refusal(choices, AutoOrder.of(SampleRequests.with(members)));

    assertThat(refusal.reason()).contains(constraint.need()).doesNotContain("'no'");
    assertThat(refusal.param()).contains(constraint.param());
    assertThat(refusal.kind())
        .isEqualTo(
            constraint == Constraint.CONTEXT_WINDOW
                ? RefusalKind.CONTEXT_LENGTH_EXCEEDED
                : RefusalKind.INVALID_REQUEST);
  }

  @Test
  void whatAnyModelCanDoRulesNobodyOut() {
    Model plain = with("plain");
    AutoChoices choices = AutoScene.choices("0", plain);

    for (String members :
        new String[] {
          "'tools':[]",
          "'response_format':{'type':'json_object'}",
          "'reasoning':{'effort':'low'}",
          "'reasoning':{'effort':'none'}",
          "'max_tokens':99999"
        }) {
      assertThat(choices.decide(AUTO, AutoOrder.of(SampleRequests.with(members))).choice())
          .isEqualTo(plain);
    }
  }

  @Test
  void callsOfEarlierTurnsNeedAModelThatKnowsTools() {
    ChatRequest after =
        SampleRequests.read(
            "{'messages':[{'role':'user','content':'Walk!'},"
                + "{'role':'assistant','tool_calls':[{'id':'c','type':'function',"
                + "'function':{'name':'walk','arguments':'{}'}}]},"
                + "{'role':'tool','tool_call_id':'c','content':'done'},"
                + "{'role':'user','content':'Thanks.'}]}");
    AutoChoices choices = AutoScene.choices("0", with("no"), able("other", 50));

    Decision decision = choices.decide(AUTO, AutoOrder.of(after));

    assertThat(decision.choice().id()).isEqualTo("other");
    assertThat(decision.verdicts().get(0).against()).containsExactly(Constraint.TOOLS);
  }

  @Test
  void longPromptRulesSmallWindowsOut() {
    ChatRequest about1000Tokens = ChatRequest.of(null, "word".repeat(1_000));
    AutoChoices choices = AutoScene.choices("0", window("small", 1_000), window("large", 1_100));

    assertThat(choices.decide(AUTO, AutoOrder.of(about1000Tokens)).choice().id())
        .isEqualTo("large");
  }

  @Test
  void differentLacksAreNamedTogether() {
    AutoChoices choices =
        AutoScene.choices("0", with("a", Capability.TOOLS), with("b", Capability.JSON_SCHEMA));

    Refusal refusal = refusal(choices, AutoOrder.of(SampleRequests.with(TOOL + "," + SCHEMA)));

    assertThat(refusal.reason())
        .isEqualTo("No model behind auto offers all that this request needs: json_schema, tools.");
    assertThat(refusal.param()).isEmpty();
  }

  @Test
  void onlyAllowedModelsServe() {
    AutoChoices choices = AutoScene.choices("0", able("cheap", 1), able("dear", 9));

    assertThat(choices.decide(AUTO, allowing(model -> model.id().equals("dear"))).choice().id())
        .isEqualTo("dear");
    assertThat(refusal(choices, allowing(model -> false)).kind())
        .isEqualTo(RefusalKind.INVALID_MODEL);
  }

  @Test
  void modelWithoutARouteInUseIsRuledOutUnlessAllAre() {
    AutoChoices choices = AutoScene.choices("0", able("cheap", 1), able("dear", 9));

    Decision other = choices.decide(AUTO, inUse(Set.of("dear")));
    Decision none = choices.decide(AUTO, inUse(Set.of()));

    assertThat(other.choice().id()).isEqualTo("dear");
    assertThat(other.verdicts().get(0).against()).containsExactly(Constraint.UPSTREAM_HEALTH);
    assertThat(none.choice().id()).isEqualTo("cheap");
    assertThat(none.verdicts()).allMatch(Verdict::isAble);
  }

  private static AutoOrder allowing(Predicate<Model> allowed) {
    return new AutoOrder(
        SampleRequests.whole(), "", allowed, model -> true, OptionalDouble.empty());
  }

  private static AutoOrder inUse(Set<String> ids) {
    return new AutoOrder(
        SampleRequests.whole(),
        "",
        model -> true,
        model -> ids.contains(model.id()),
        OptionalDouble.empty());
  }

  private static Refusal refusal(AutoChoices choices, AutoOrder order) {
    return Objects.requireNonNull(
        catchThrowableOfType(Refusal.class, () -> choices.decide(AUTO, order)));
  }
}
