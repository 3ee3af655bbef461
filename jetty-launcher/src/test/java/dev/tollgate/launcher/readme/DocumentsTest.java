package dev.tollgate.launcher.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.config.AutoModelConfig;
import dev.tollgate.config.ConfigOutcome;
import dev.tollgate.config.ConfigReader;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.ModelConfig;
import dev.tollgate.config.PricedModelConfig;
import dev.tollgate.gateway.Alarm;
import dev.tollgate.json.Json;
import dev.tollgate.json.StrictJson;
import dev.tollgate.pricing.Price;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The documents against the code that they describe. */
class DocumentsTest {

  @Test
  void linksLeadToFiles() throws IOException {
    List<Document> documents = Document.all();

    assertThat(documents).hasSizeGreaterThan(10);
    for (Document document : documents) {
      assertThat(document.links())
          .allSatisfy(link -> assertThat(link).as(document.file().toString()).exists());
    }
  }

  @Test
  void everyRefusalIsDescribedAsItIsWritten() throws Exception {
    ErrorWriter writer = new ErrorWriter();
    List<String> written = new ArrayList<>();
    for (RefusalKind kind : RefusalKind.values()) {
      Json body = StrictJson.read(writer.json(Refusal.of(kind, "no")));
      if (body instanceof Json.Obj object
          && object.get("error") instanceof Json.Obj error
          && error.get("code") instanceof Json.Str code
          && error.get("type") instanceof Json.Str type) {
        written.add(
            "| `%s` | %d | `%s` |".formatted(code.value(), writer.status(kind), type.value()));
      }
    }

    List<String> described =
        Document.of("docs/errors.md").text().lines().filter(l -> l.startsWith("| `")).toList();

    assertThat(written).hasSize(RefusalKind.values().length);
    assertThat(described)
        .map(row -> row.substring(0, row.indexOf('|', row.indexOf("| `", 3) + 3) + 1))
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void everyAlarmIsDescribed() throws IOException {
    List<String> described =
        Document.of("docs/admin-api.md")
            .text()
            .lines()
            .dropWhile(line -> !line.equals("## Alarms"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();

    assertThat(described)
        .containsExactlyElementsOf(Arrays.stream(Alarm.values()).map(Alarm::label).toList());
  }

  @Test
  void sampleCatalogHasTheModelsAndPricesOfThePriceList() throws IOException {
    String yaml = Document.of("samples/tollgate.yaml").text();
    GatewayConfig config = read(yaml, Map.of("OPENAI_API_KEY", "sk-canary"));

    Map<String, Price> prices = new LinkedHashMap<>();
    List<String> candidates = new ArrayList<>();
    for (ModelConfig model : config.models()) {
      if (model instanceof PricedModelConfig priced) {
        prices.put(priced.category() + " " + priced.id(), priced.price());
      } else if (model instanceof AutoModelConfig auto) {
        candidates.addAll(auto.candidates());
      }
    }
    assertThat(prices)
        .containsExactly(
            Map.entry("premium gpt-4.1-unfiltered", Price.ofDollars("2.44", "9.75")),
            Map.entry("premium stansa-4.0", Price.ofDollars("3.75", "17.00")),
            Map.entry("premium stansa-g4", Price.ofDollars("1.75", "6.50")),
            Map.entry("standard gpt-4.1-mini-unfiltered", Price.ofDollars("0.50", "2.00")),
            Map.entry("standard stansa-d1-mini", Price.ofDollars("0.40", "1.50")));
    assertThat(candidates).containsExactly("stansa-g4", "stansa-d1-mini");
    assertThat(config.defaultModel()).contains("sansa-auto");
    assertThat(config.admin().isOn()).isFalse();
  }

  static GatewayConfig read(String yaml, Map<String, String> environment) {
    ConfigOutcome outcome = new ConfigReader(environment).readText(yaml);
    if (outcome instanceof ConfigOutcome.Valid valid) {
      return valid.config();
    }
    throw new AssertionError(outcome.toString());
  }
}
