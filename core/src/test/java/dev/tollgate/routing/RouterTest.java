package dev.tollgate.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.SampleRequests;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.Quote;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.routing.auto.AutoChoices;
import dev.tollgate.routing.auto.SyntheticForecast;
import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {

  private static final Model DEAR = model("dear.........", 900, 500);
  private static final Model MIDDLE = model("middle..", 5, 2_000);
  private static final Model CHEAP = model("cheap", 1, 1_000);
  private static final Price OWN =
      new Price(Money.ofNanos(70), Money.ofNanos(60), Money.ofNanos(80));

  private static final UpstreamHealths HEALTHS =
      new UpstreamHealths(List.of("first", "second"), new ManualNanos(), new Random(7));

  /** An upstream that is only named here, never called. */
  private record Named(String id) implements Upstream {
    @Override
    public UpstreamCall call(UpstreamRequest request, AnswerListener listener) {
      throw new IllegalStateException("a plan calls nobody");
    }
  }

  private static Model model(String id, long price, long cap) {
    Money money = Money.ofNanos(price * 1_000_000_000);
    return new Model(id, "", new Price(money, money, money), 8_000, cap, Set.of());
  }

  private static Router router(String dial, @Nullable Price ownPrice) {
    return router(dial, ownPrice, HEALTHS);
  }

  private static Router router(String dial, @Nullable Price ownPrice, UpstreamHealths healths) {
    List<Model> models = List.of(DEAR, CHEAP, MIDDLE);
    Map<String, List<Candidate>> routes = new HashMap<>();
    for (Model model : models) {
      routes.put(
          model.id(),
          List.of(
              new Candidate(new Named("first"), "real-" + model.id()),
              new Candidate(new Named("second"), "other")));
    }
    AutoModel auto = new AutoModel("auto", models, new BigDecimal(dial), ownPrice);
    List<CatalogEntry> entries = new ArrayList<>(models);
    entries.add(auto);
    Catalog catalog = new Catalog(entries, "auto", Instant.EPOCH);
    return new Router(catalog, routes, healths, choices(catalog));
  }

  private static AutoChoices choices(Catalog catalog) {
    return AutoChoices.of(catalog, SyntheticForecast::new, Optional.empty(), () -> 0);
  }

  private static RoutePlan plan(String dial, String members) {
    return router(dial, null).plan(SampleRequests.with(members));
  }

  @Test
  void namedModelIsServedByItsUpstreamsInTheirOrder() {
    RoutePlan plan = plan("0.5", "'model':'middle..'");

    assertThat(plan.shownModel()).isEqualTo("middle..");
    assertThat(plan.legs()).hasSize(1);
    assertThat(plan.model()).isEqualTo(MIDDLE);
    assertThat(plan.legs().get(0).price()).isEqualTo(MIDDLE.price());
    assertThat(plan.decision()).isEmpty();
    assertThat(plan.candidates())
        .containsExactly(
            new Candidate(new Named("first"), "real-middle.."),
            new Candidate(new Named("second"), "other"));
  }

  @Test
  void unknownModelIsRefused() {
    assertThat(refusal(RouteOrder.of(SampleRequests.with("'model':'real-middle..'"))).kind())
        .isEqualTo(RefusalKind.INVALID_MODEL);
  }

  @Test
  void autoModelShowsItsOwnNameAndBillsWhatItChose() {
    RoutePlan plan = plan("0", "'model':null");

    assertThat(plan.shownModel()).isEqualTo("auto");
    assertThat(plan.model()).isEqualTo(CHEAP);
    assertThat(plan.legs().get(0).price()).isEqualTo(CHEAP.price());
    assertThat(plan.candidates().get(0).upstreamModel()).isEqualTo("real-cheap");
    assertThat(plan.decision()).isPresent();
  }

  @Test
  void nextBestCandidateStandsBehindTheChosenOne() {
    RoutePlan plan = plan("0", "");

    assertThat(plan.legs()).extracting(RoutePlan.Leg::model).containsExactly(CHEAP, MIDDLE);
    // What failed for one model would fail for the other too: each way is tried once.
    assertThat(plan.candidates())
        .extracting(Candidate::upstreamModel)
        .containsExactly("real-cheap", "other", "real-middle..");
    assertThat(plan.leg(plan.candidates().get(1)).model()).isEqualTo(CHEAP);
    assertThat(plan.leg(plan.candidates().get(2)).model()).isEqualTo(MIDDLE);
    assertThat(plan.leg(plan.candidates().get(2)).price()).isEqualTo(MIDDLE.price());
  }

  @Test
  void quoteCoversTheDearestThatMayServe() {
    RoutePlan plan = plan("0", "");
    Quote quote = plan.quote(SampleRequests.whole());

    assertThat(quote.price()).isEqualTo(MIDDLE.price());
    assertThat(quote.outputTokens()).isEqualTo(MIDDLE.maxOutputTokens());
    assertThat(plan.quote(SampleRequests.with("'max_tokens':7")).outputTokens()).isEqualTo(7);
    assertThat(plan("0", "'model':'cheap'").quote(SampleRequests.whole()).price())
        .isEqualTo(CHEAP.price());
  }

  @Test
  void autoModelWithAPriceOfItsOwnBillsThat() {
    RoutePlan plan = router("0", OWN).plan(SampleRequests.whole());

    assertThat(plan.legs()).extracting(RoutePlan.Leg::price).containsExactly(OWN, OWN);
    assertThat(plan.quote(SampleRequests.whole()).price()).isEqualTo(OWN);
    assertThat(plan.model()).isEqualTo(CHEAP);
  }

  @Test
  void keyUsesOnlyItsModels() {
    Set<String> only = Set.of("dear.........");

    assertThat(router("0", null).plan(order("'model':'auto'", only)).model()).isEqualTo(DEAR);
    assertThat(router("0", null).plan(order("'model':'auto'", only)).legs()).hasSize(1);
    assertThat(router("0", null).plan(order("'model':'dear.........'", only)).model())
        .isEqualTo(DEAR);
    Refusal refusal = refusal(order("'model':'cheap'", only));
    assertThat(refusal.kind()).isEqualTo(RefusalKind.INVALID_MODEL);
    assertThat(refusal.param()).contains("model");
  }

  @Test
  void keyThatMayUseAnAutoModelMayUseAllOfIt() {
    Set<String> only = Set.of("auto");

    assertThat(router("0", null).plan(order("'model':'auto'", only)).model()).isEqualTo(CHEAP);
    assertThat(refusal(order("'model':'cheap'", only)).kind()).isEqualTo(RefusalKind.INVALID_MODEL);
  }

  @Test
  void dialOfTheCallerWins() {
    RouteOrder order = RouteOrder.of(SampleRequests.whole());

    assertThat(router("1", null).plan(order.withDial(0)).model()).isEqualTo(CHEAP);
    assertThat(router("0", null).plan(order).decision().orElseThrow().dial()).isZero();
    assertThat(router("0", null).plan(order.withDial(1)).decision().orElseThrow().dial())
        .isEqualTo(1);
  }

  @Test
  void modelWhoseRoutesAreAllOutIsLeftOut() {
    UpstreamHealths healths =
        new UpstreamHealths(List.of("first", "second"), new ManualNanos(), new Random(7));
    for (Candidate candidate : plan("0", "'model':'cheap'").candidates()) {
      healths
          .enter(candidate)
          .orElseThrow()
          .failed(UpstreamFailure.of(UpstreamFailure.Kind.CREDENTIAL_REFUSED, "no"));
    }
    Candidate own = plan("0", "'model':'cheap'").candidates().get(0);

    assertThat(healths.outFor(own)).isPositive();
    // Both upstreams are out, so all models are: then the choice is what it would have been.
    assertThat(router("0", null, healths).plan(SampleRequests.whole()).model()).isEqualTo(CHEAP);
  }

  @Test
  void modelThatItsUpstreamsDoNotKnowIsLeftOut() {
    UpstreamHealths healths =
        new UpstreamHealths(List.of("first", "second"), new ManualNanos(), new Random(7));
    UpstreamFailure unknown =
        UpstreamFailure.of(UpstreamFailure.Kind.UNKNOWN_MODEL, "there is no such model");
    for (Candidate candidate : plan("0", "'model':'cheap'").candidates()) {
      healths.failed(candidate, healths.enter(candidate).orElseThrow(), unknown);
    }

    assertThat(router("0", null, healths).plan(SampleRequests.whole()).model()).isEqualTo(MIDDLE);
  }

  @Test
  void modelWithoutARouteIsOurFault() {
    Catalog catalog = new Catalog(List.of(CHEAP), "cheap", Instant.EPOCH);
    Router router = new Router(catalog, Map.of(), HEALTHS, choices(catalog));

    assertThatThrownBy(() -> router.plan(SampleRequests.whole()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static RouteOrder order(String members, Set<String> models) {
    return new RouteOrder(SampleRequests.with(members), "", models, OptionalDouble.empty());
  }

  private static Refusal refusal(RouteOrder order) {
    return Objects.requireNonNull(
        catchThrowableOfType(Refusal.class, () -> router("0", null).plan(order)), "it was planned");
  }
}
