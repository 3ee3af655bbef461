package dev.tollgate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

  private static final Price PRICE =
      new Price(Money.ofNanos(2), Money.ofNanos(1), Money.ofNanos(3));
  private static final Model SMALL = model("b/small");
  private static final Model LARGE = model("a-large");
  private static final AutoModel AUTO =
      new AutoModel("sansa-auto", List.of(SMALL, LARGE), BigDecimal.ONE, null);
  private static final Instant CREATED = Instant.parse("2026-11-21T00:00:00Z");

  private static Model model(String id) {
    return new Model(id, "premium", PRICE, 8_000, 1_000, Set.of(Capability.TOOLS));
  }

  private static Catalog catalog(@Nullable String defaultModel) {
    return new Catalog(List.of(SMALL, LARGE, AUTO), defaultModel, CREATED);
  }

  @Test
  void entriesKeepTheOrderOfTheConfig() {
    assertThat(catalog(null).entries()).containsExactly(SMALL, LARGE, AUTO);
    assertThat(catalog(null).created()).isEqualTo(CREATED);
  }

  @Test
  void modelIsFoundByItsWholeId() {
    assertThat(catalog(null).find("b/small")).contains(SMALL);
    assertThat(catalog(null).find("small")).isEmpty();
    assertThat(catalog(null).asked("sansa-auto")).isEqualTo(AUTO);
  }

  @Test
  void omittedModelIsTheDefaultOne() {
    assertThat(catalog("a-large").asked(null)).isEqualTo(LARGE);
  }

  @Test
  void omittedModelWithoutADefaultIsRefused() {
    Refusal refusal = refusal(catalog(null), null);

    assertThat(refusal.kind()).isEqualTo(RefusalKind.INVALID_MODEL);
    assertThat(refusal.param()).contains("model");
    assertThat(refusal.reason()).contains("required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "B/SMALL", "b/small ", "real-name-of-upstream", "null"})
  void anyOtherNameIsRefusedWithoutRepeatingIt(String name) {
    Refusal refusal = refusal(catalog("a-large"), name);

    assertThat(refusal.kind()).isEqualTo(RefusalKind.INVALID_MODEL);
    assertThat(refusal.param()).contains("model");
    assertThat(refusal.reason()).doesNotContain("upstream").contains("/v1/models");
  }

  private static Refusal refusal(Catalog catalog, @Nullable String name) {
    return Objects.requireNonNull(
        catchThrowableOfType(Refusal.class, () -> catalog.asked(name)), "it was accepted");
  }

  @Test
  void catalogThatContradictsItselfIsNone() {
    assertThatThrownBy(() -> new Catalog(List.of(SMALL, model("b/small")), null, CREATED))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> catalog("no-such-model")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AutoModel("auto", List.of(), BigDecimal.ONE, null))
        .isInstanceOf(IllegalArgumentException.class);
    for (String dial : List.of("-0.01", "1.01")) {
      assertThatThrownBy(() -> new AutoModel("auto", List.of(SMALL), new BigDecimal(dial), null))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
