package dev.tollgate.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {

  private static final Model DEAR =
      model("dear", 9, Capability.TOOLS, Capability.JSON_SCHEMA, Capability.REASONING);
  private static final Model MIDDLE = model("middle", 5, Capability.TOOLS, Capability.JSON_SCHEMA);
  private static final Model FAIR = model("fair", 3, Capability.TOOLS);
  private static final Model CHEAP = model("cheap", 1);
  private static final Price OWN =
      new Price(Money.ofNanos(70), Money.ofNanos(60), Money.ofNanos(80));

  /** An upstream that is only named here, never called. */
  private record Named(String id) implements Upstream {
    @Override
    public UpstreamCall call(UpstreamRequest request, AnswerListener listener) {
      throw new IllegalStateException("a plan calls nobody");
    }
  }

  private static Model model(String id, long price, Capability... capabilities) {
    Money money = Money.ofNanos(price);
    return new Model(id, "", new Price(money, money, money), 8_000, 1_000, Set.of(capabilities));
  }

  private static Router router(String dial, @Nullable Price ownPrice) {
    List<Model> models = List.of(DEAR, CHEAP, MIDDLE, FAIR);
    Map<String, List<Candidate>> routes = new HashMap<>();
    for (Model model : models) {
      routes.put(
          model.id(),
          List.of(
              new Candidate(new Named("first"), "real-" + model.id()),
              new Candidate(new Named("second"), "other-" + model.id())));
    }
    AutoModel auto = new AutoModel("auto", models, new BigDecimal(dial), ownPrice);
    List<CatalogEntry> entries = new ArrayList<>(models);
    entries.add(auto);
    return new Router(new Catalog(entries, "auto", Instant.EPOCH), routes);
  }

  private static RoutePlan plan(String dial, String members) {
    return router(dial, null).plan(SampleRequests.with(members));
  }

  @Test
  void namedModelIsServedByItsUpstreamsInTheirOrder() {
    RoutePlan plan = plan("0.5", "'model':'middle'");

    assertThat(plan.shownModel()).isEqualTo("middle");
    assertThat(plan.model()).isEqualTo(MIDDLE);
    assertThat(plan.price()).isEqualTo(MIDDLE.price());
    assertThat(plan.candidates())
        .containsExactly(
            new Candidate(new Named("first"), "real-middle"),
            new Candidate(new Named("second"), "other-middle"));
  }

  @Test
  void unknownModelIsRefused() {
    assertThat(refusal("'model':'real-middle'").kind()).isEqualTo(RefusalKind.INVALID_MODEL);
  }

  @Test
  void autoModelShowsItsOwnNameAndBillsWhatItChose() {
    RoutePlan plan = plan("0", "'model':null");

    assertThat(plan.shownModel()).isEqualTo("auto");
    assertThat(plan.model()).isEqualTo(CHEAP);
    assertThat(plan.price()).isEqualTo(CHEAP.price());
    assertThat(plan.candidates().get(0).upstreamModel()).isEqualTo("real-cheap");
  }

  @Test
  void autoModelWithAPriceOfItsOwnBillsThat() {
    RoutePlan plan = router("0", OWN).plan(SampleRequests.whole());

    assertThat(plan.price()).isEqualTo(OWN);
    assertThat(plan.model()).isEqualTo(CHEAP);
  }

  @ParameterizedTest
  @CsvSource({
    "0, cheap",
    "0.16, cheap",
    "0.17, fair",
    "0.49, fair",
    "0.5, middle",
    "0.83, middle",
    "0.84, dear",
    "1, dear",
    "1.000, dear"
  })
  void dialPointsBetweenTheCheapestAndTheDearest(String dial, String chosen) {
    assertThat(plan(dial, "").model().id()).isEqualTo(chosen);
  }

  private static final String TOOLS =
      "'tools':[{'type':'function','function':{'name':'walk','parameters':{}}}]";
  private static final String SCHEMA =
      "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{}}}";

  @Test
  void cheapestThatCanDoItIsChosen() {
    assertThat(plan("0", TOOLS).model()).isEqualTo(FAIR);
    assertThat(plan("0", SCHEMA).model()).isEqualTo(MIDDLE);
    assertThat(plan("0", TOOLS + "," + SCHEMA).model()).isEqualTo(MIDDLE);
    assertThat(plan("0", "'reasoning':{'effort':'high'}").model()).isEqualTo(DEAR);
    assertThat(plan("0", "'reasoning_effort':'xhigh'").model()).isEqualTo(DEAR);
  }

  @Test
  void whatAnyModelCanDoNeedsNoAbility() {
    assertThat(plan("0", "'tools':[]").model()).isEqualTo(CHEAP);
    assertThat(plan("0", "'response_format':{'type':'json_object'}").model()).isEqualTo(CHEAP);
    assertThat(plan("0", "'reasoning':{'effort':'low'}").model()).isEqualTo(CHEAP);
  }

  @Test
  void dialPointsAmongThoseThatCanDoIt() {
    assertThat(plan("0.5", TOOLS).model()).isEqualTo(MIDDLE);
    assertThat(plan("1", SCHEMA).model()).isEqualTo(DEAR);
  }

  @Test
  void requestThatNoCandidateCanDoIsRefusedByWhatItNeeds() {
    AutoModel weak = new AutoModel("auto", List.of(CHEAP, FAIR), BigDecimal.ONE, null);
    Router router = new Router(new Catalog(List.of(weak), "auto", Instant.EPOCH), Map.of());

    Refusal refusal =
        Objects.requireNonNull(
            catchThrowableOfType(
                Refusal.class,
                () -> router.plan(SampleRequests.with(SCHEMA + ",'reasoning':{'effort':'high'}"))));

    assertThat(refusal.kind()).isEqualTo(RefusalKind.INVALID_REQUEST);
    assertThat(refusal.reason())
        .contains("auto", "json_schema, reasoning")
        .doesNotContain("cheap", "fair");
  }

  @Test
  void modelWithoutARouteIsOurFault() {
    Router router = new Router(new Catalog(List.of(CHEAP), "cheap", Instant.EPOCH), Map.of());

    assertThatThrownBy(() -> router.plan(SampleRequests.whole()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Refusal refusal(String members) {
    return Objects.requireNonNull(
        catchThrowableOfType(Refusal.class, () -> plan("0", members)), "it was planned");
  }
}
