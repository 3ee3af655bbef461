package dev.tollgate.servlet.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.Model;
import dev.tollgate.json.Json;
import dev.tollgate.json.StrictJson;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.fixtures.TomcatContainer;
import dev.tollgate.servlet.http.ErrorWriter;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ModelsServletTest {

  private static final Model SMALL =
      new Model("small", "economy", price("0", "0"), 8_000, 2_000, Set.of());
  private static final Model LARGE =
      new Model(
          "maker/large",
          "premium",
          price("3.75", "15"),
          200_000,
          8_000,
          Set.of(Capability.TOOLS, Capability.REASONING));
  private static final AutoModel AUTO =
      new AutoModel("sansa-auto", List.of(SMALL, LARGE), new BigDecimal("0.5"), null);
  private static final AutoModel PRICED =
      new AutoModel("priced", List.of(SMALL, LARGE), BigDecimal.ONE, price("1", "2.5"));
  private static final Model LENGTHY =
      new Model("lengthy", "premium", price("1", "20"), 8_000, 2_000, Set.of());
  private static final AutoModel MIXED =
      new AutoModel("mixed", List.of(LARGE, LENGTHY), BigDecimal.ONE, null);
  private static final Catalog CATALOG =
      new Catalog(
          List.of(SMALL, LARGE, AUTO, PRICED, MIXED),
          "small",
          Instant.ofEpochSecond(1_763_700_000));

  private static Price price(String input, String output) {
    return new Price(
        Money.ofDollars(new BigDecimal(input)),
        Money.ZERO,
        Money.ofDollars(new BigDecimal(output)));
  }

  private static App app() {
    return new App().servlet("/v1/models/*", new ModelsServlet(CATALOG, new ErrorWriter()));
  }

  private static Json.Obj object(String text) throws Exception {
    return (Json.Obj) StrictJson.read(text);
  }

  private static String pricing(Json.Obj model) {
    return String.valueOf(model.get("pricing"));
  }

  private static List<Json> ids(Json.Obj list) {
    List<Json> ids = new ArrayList<>();
    if (list.get("data") instanceof Json.Arr data) {
      data.items().forEach(model -> ids.add(((Json.Obj) model).members().get("id")));
    }
    return ids;
  }

  @Test
  void theListHasEveryModelInTheOrderOfTheConfig() throws Exception {
    try (Container container = new JettyContainer(app())) {
      HttpResponse<String> response = new Client(container).get("/v1/models?limit=1");

      Json.Obj list = object(response.body());
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/json");
      assertThat(list.get("object")).isEqualTo(new Json.Str("list"));
      assertThat(ids(list))
          .containsExactly(
              new Json.Str("small"),
              new Json.Str("maker/large"),
              new Json.Str("sansa-auto"),
              new Json.Str("priced"),
              new Json.Str("mixed"));
    }
  }

  @Test
  void aModelHasOpenAisMembersAndPricesInDollarsAToken() throws Exception {
    try (Container container = new JettyContainer(app())) {
      Client client = new Client(container);
      Json.Obj large = object(client.get("/v1/models/maker/large").body());
      Json.Obj small = object(client.get("/v1/models/small").body());

      assertThat(large.get("object")).isEqualTo(new Json.Str("model"));
      assertThat(large.get("created")).isEqualTo(Json.Num.of(1_763_700_000));
      assertThat(large.get("owned_by")).isEqualTo(new Json.Str("tollgate"));
      assertThat(large.get("name")).isEqualTo(new Json.Str("maker/large"));
      assertThat(large.get("context_length")).isEqualTo(Json.Num.of(200_000));
      assertThat(pricing(large)).contains("0.00000375", "0.000015").doesNotContain("0.0000150");
      assertThat(pricing(small)).contains("prompt=Str[value=0]", "completion=Str[value=0]");
      assertThat(String.valueOf(large.get("supported_parameters")))
          .contains("tools", "reasoning")
          .doesNotContain("structured_outputs");
    }
  }

  @Test
  void anAutoModelShowsItsDearestCandidateUnlessItHasAPriceOfItsOwn() throws Exception {
    try (Container container = new JettyContainer(app())) {
      Client client = new Client(container);
      Json.Obj auto = object(client.get("/v1/models/sansa-auto").body());
      Json.Obj priced = object(client.get("/v1/models/priced").body());

      assertThat(pricing(auto)).contains("0.00000375", "0.000015");
      assertThat(pricing(priced)).contains("0.000001]", "0.0000025]");
      assertThat(auto.get("context_length")).isEqualTo(Json.Num.of(200_000));
    }
  }

  @Test
  void noCandidateChargesMoreForPromptOrCompletionThanAnAutoModelShows() throws Exception {
    try (Container container = new JettyContainer(app())) {
      Json.Obj mixed = object(new Client(container).get("/v1/models/mixed").body());

      assertThat(pricing(mixed)).contains("prompt=Str[value=0.00000375]");
      assertThat(pricing(mixed)).contains("completion=Str[value=0.00002]");
    }
  }

  @Test
  void anUnknownModelIs404() throws Exception {
    try (Container container = new JettyContainer(app())) {
      Client client = new Client(container);
      for (String id : List.of("none", "maker", "maker/large/", "SMALL", "small%20", "")) {
        HttpResponse<String> response = client.get("/v1/models/" + id);

        assertThat(response.statusCode()).as(id).isEqualTo(404);
        assertThat(response.body()).contains("\"model_not_found\"", "\"not_found\"");
      }
    }
  }

  @Test
  void headHasTheHeadersOfGetAndNoBody() throws Exception {
    try (Container container = new JettyContainer(app())) {
      Client client = new Client(container);
      HttpResponse<String> get = client.get("/v1/models");
      HttpResponse<String> head = client.send("HEAD", "/v1/models");

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Length"))
          .isEqualTo(get.headers().firstValue("Content-Length"));
    }
  }

  @Test
  void aSlashInAnIdMayBeEncodedWhereTheContainerLetsItThrough() throws Exception {
    List<Function<App, Container>> containers = List.of(JettyContainer::new, TomcatContainer::new);
    for (Function<App, Container> start : containers) {
      try (Container container = start.apply(app())) {
        HttpResponse<String> response = new Client(container).get("/v1/models/maker%2Flarge");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(object(response.body()).get("id")).isEqualTo(new Json.Str("maker/large"));
      }
    }
  }
}
