package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.JsonTree;
import dev.tollgate.json.StrictJson;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The API as its own document describes it, and whether answers are as described. */
final class ApiDescription {

  private static final String HERE = "urn:tollgate:api";

  private final JsonTree document;
  private final Validator validator =
      new ValidatorFactory()
          .withJsonNodeFactory(new GsonNode.Factory())
          .withDisabledSchemaValidation(true)
          .createValidator();
  private final Set<String> seen = new TreeSet<>();

  private ApiDescription(Json.Obj document) {
    this.document = new JsonTree(document);
    validator.registerSchema(URI.create(HERE), JsonText.of(document));
  }

  /** The document that this gateway serves. */
  static ApiDescription of(LiveGateway gateway) throws Exception {
    HttpResponse<String> response = new Caller(gateway.address(), "").get("/openapi.json");
    assertThat(response.statusCode()).isEqualTo(200);
    return new ApiDescription((Json.Obj) StrictJson.read(response.body()));
  }

  /** Which operations were seen with which statuses, as {@code GET /v1/models 200}. */
  Set<String> seen() {
    return seen;
  }

  /** Every operation of the document, as {@code GET /v1/models}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .object("paths")
        .members()
        .forEach(
            (path, item) ->
                ((Json.Obj) item)
                    .members().keySet().stream()
                        .filter(Set.of("get", "post", "delete")::contains)
                        .forEach(
                            method ->
                                operations.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return operations;
  }

  /** Checks that the answer is one that the document has for that operation. */
  void check(String operation, HttpResponse<String> response) {
    String[] parts = operation.split(" ", -1);
    String status = Integer.toString(response.statusCode());
    Json.Obj answers =
        document.object("paths", parts[1], parts[0].toLowerCase(Locale.ROOT), "responses");
    if (!(answers.get(status) instanceof Json.Obj answer)) {
      throw new AssertionError(operation + " is not said to answer " + status);
    }
    seen.add(operation + " " + status);
    checkAnswer(resolved(answer), response, operation + " " + status);
  }

  /** Checks that the answer is the one of that name, which belongs to no operation. */
  void checkCommon(String name, HttpResponse<String> response) {
    checkAnswer(document.object("components", "responses", name), response, name);
  }

  private void checkAnswer(Json.Obj answer, HttpResponse<String> response, String what) {
    assertThat(headerFaults(answer, response.headers())).as(what).isEmpty();
    if (!(answer.get("content") instanceof Json.Obj content)) {
      assertThat(response.body()).as(what).isEmpty();
      return;
    }
    String type = response.headers().firstValue("Content-Type").orElse("none");
    String plain = type.replaceAll(";.*", "");
    if (!(content.get(plain) instanceof Json.Obj described)) {
      throw new AssertionError(what + " is not said to be " + plain);
    }
    if (described.get("x-events") instanceof Json.Obj events) {
      assertThat(streamFaults(events, response.body())).as(response.body()).isEmpty();
    } else if (plain.equals("application/json")) {
      assertThat(faults(schema(described), response.body())).as(response.body()).isEmpty();
    }
  }

  private List<String> headerFaults(Json.Obj answer, HttpHeaders headers) {
    List<String> faults = new ArrayList<>();
    if (!(answer.get("headers") instanceof Json.Obj described)) {
      return List.of("the answer has no headers described");
    }
    for (Map.Entry<String, Json> entry : described.members().entrySet()) {
      Json.Obj header = resolved((Json.Obj) entry.getValue());
      String value = headers.firstValue(entry.getKey()).orElse(null);
      boolean required = header.get("required") instanceof Json.Bool must && must.value();
      if (value != null) {
        faults.addAll(faults(schema(header), JsonText.of(new Json.Str(value))));
      } else if (required) {
        faults.add("no header " + entry.getKey());
      }
    }
    return faults;
  }

  /** What is wrong with a stream by the schemas of its events; empty when nothing is. */
  List<String> streamFaults(String body) {
    return streamFaults(
        document.object(
            "paths",
            "/v1/chat/completions",
            "post",
            "responses",
            "200",
            "content",
            "text/event-stream",
            "x-events"),
        body);
  }

  private List<String> streamFaults(Json.Obj events, String body) {
    List<String> faults = new ArrayList<>();
    if (!body.endsWith("\n\ndata: [DONE]\n\n")) {
      faults.add("the stream is not marked as done");
    }
    String name = "message";
    for (String line : body.lines().toList()) {
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: {")) {
        Json schema = events.get(name);
        faults.addAll(
            schema == null
                ? List.of("an event of unknown name " + name)
                : faults(schema, line.substring("data: ".length())));
        name = "message";
      } else if (!line.isEmpty() && !line.startsWith(":") && !line.equals("data: [DONE]")) {
        faults.add("a line of no known kind: " + line);
      }
    }
    return faults;
  }

  /** What is wrong with that text by the schema of that name; empty when nothing is. */
  List<String> faults(String schema, String body) {
    return faults(document.object("components", "schemas", schema), body);
  }

  private List<String> faults(Json schema, String body) {
    String text = JsonText.of(schema).replace("\"#/components/", '"' + HERE + "#/components/");
    Validator.Result result = validator.validate(validator.registerSchema(text), body);
    List<String> faults = new ArrayList<>();
    result
        .getErrors()
        .forEach(error -> faults.add(error.getInstanceLocation() + ": " + error.getError()));
    return result.isValid() ? List.of() : faults.isEmpty() ? List.of("not valid") : faults;
  }

  private static Json schema(Json.Obj described) {
    Json schema = described.get("schema");
    if (schema == null) {
      throw new AssertionError("no schema in " + JsonText.of(described));
    }
    return schema;
  }

  private Json.Obj resolved(Json.Obj described) {
    return described.get("$ref") instanceof Json.Str reference
        ? document.object(reference.value().substring("#/".length()).split("/", -1))
        : described;
  }
}
