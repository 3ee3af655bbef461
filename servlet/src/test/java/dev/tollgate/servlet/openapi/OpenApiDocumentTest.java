package dev.tollgate.servlet.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.JsonTree;
import dev.tollgate.json.StrictJson;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.fixtures.ApiDocument;
import dev.tollgate.servlet.http.ErrorWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The document by itself: whether it is whole, and knows every error there is. */
class OpenApiDocumentTest {

  private final ApiDocument api = ApiDocument.ours();
  private final JsonTree document = api.json();

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    collect(document.root(), references);

    assertThat(references).hasSizeGreaterThan(100);
    for (String reference : Set.copyOf(references)) {
      assertThat(reference).startsWith("#/components/");
      assertThat(document.find(reference.substring(2).split("/", -1))).as(reference).isNotNull();
    }
  }

  private static void collect(Json json, List<String> references) {
    if (json instanceof Json.Obj object) {
      if (object.get("$ref") instanceof Json.Str reference) {
        references.add(reference.value());
      }
      object.members().values().forEach(member -> collect(member, references));
    } else if (json instanceof Json.Arr array) {
      array.items().forEach(item -> collect(item, references));
    }
  }

  @Test
  void everyOperationHasANameOfItsOwnASummaryAndAnswers() {
    Set<String> names = new HashSet<>();
    for (String operation : api.operations()) {
      String[] parts = operation.split(" ", -1);
      Json.Obj described = document.object("paths", parts[1], parts[0].toLowerCase(Locale.ROOT));
      assertThat(described.get("operationId")).as(operation).isInstanceOf(Json.Str.class);
      assertThat(described.get("summary")).as(operation).isInstanceOf(Json.Str.class);
      assertThat(described.get("responses")).as(operation).isInstanceOf(Json.Obj.class);
      assertThat(names.add(String.valueOf(described.get("operationId")))).as(operation).isTrue();
    }
  }

  @Test
  void everyRefusalIsDescribedWithItsTypeAndCodeUnderItsStatus() throws Exception {
    ErrorWriter errors = new ErrorWriter();
    for (RefusalKind kind : RefusalKind.values()) {
      Json body = StrictJson.read(errors.json(Refusal.of(kind, "no")));
      Json.Obj error = new JsonTree(body).object("error");
      String code = JsonText.of(Objects.requireNonNull(error.get("code")));
      String type = JsonText.of(Objects.requireNonNull(error.get("type")));

      assertThat(responsesOf(Integer.toString(errors.status(kind))))
          .as(kind + " among the answers of its status")
          .anySatisfy(response -> assertThat(response).contains(code, type));
    }
  }

  /** The error responses that operations name for that status; 405 is of none, but of all paths. */
  private Set<String> responsesOf(String status) {
    Set<String> responses = new HashSet<>();
    for (String operation : api.operations()) {
      String[] parts = operation.split(" ", -1);
      Json named =
          document.find(
              "paths", parts[1], parts[0].toLowerCase(Locale.ROOT), "responses", status, "$ref");
      if (named instanceof Json.Str reference) {
        responses.add(JsonText.of(document.object(reference.value().substring(2).split("/", -1))));
      }
    }
    if (status.equals("405")) {
      responses.add(JsonText.of(document.object("components", "responses", "MethodNotAllowed")));
    }
    return responses;
  }
}
