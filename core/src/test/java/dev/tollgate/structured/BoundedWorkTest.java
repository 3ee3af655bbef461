package dev.tollgate.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Callers choose the schema, and the prompt that makes the answer: neither may hold a thread. */
class BoundedWorkTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** The back reference keeps Java from remembering where it has been. */
  private static final String BACKTRACKER = "^(([a-z])+.)+\\\\1[A-Z]$";

  private static boolean fits(String schema, String answer) throws MalformedJson {
    Json.Obj described =
        new JsonObject()
            .put("name", "a")
            .put("strict", true)
            .put("schema", StrictJson.read(schema))
            .build();
    ResponseFormat format =
        new ResponseFormat(
            ResponseFormat.Kind.JSON_SCHEMA,
            new JsonObject().put("type", "json_schema").put("json_schema", described).build());
    return assertTimeoutPreemptively(DEADLINE, () -> new SchemaCheck().formOf(format).fits(answer));
  }

  private static String many(String item, int times) {
    return "[" + (item + ",").repeat(times - 1) + item + "]";
  }

  private static String different(int items) {
    return IntStream.range(0, items)
        .mapToObj(i -> "{\"a\":" + i + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Definitions each of which applies the one before it twice. */
  private static String doubling(int levels) {
    StringBuilder schema = new StringBuilder("{\"$defs\":{\"d0\":{\"type\":\"null\"}");
    for (int i = 1; i <= levels; i++) {
      String below = "{\"$ref\":\"#/$defs/d" + (i - 1) + "\"}";
      schema.append(",\"d%d\":{\"anyOf\":[%s,%s]}".formatted(i, below, below));
    }
    return schema + "},\"$ref\":\"#/$defs/d" + levels + "\"}";
  }

  private static Arguments row(String name, String schema, String answer) {
    return Arguments.of(Named.of(name, schema), Named.of("an answer", answer));
  }

  static Stream<Arguments> attacks() {
    String name = "a".repeat(60) + "!";
    return Stream.of(
        row("a pattern", "{\"pattern\":\"" + BACKTRACKER + "\"}", '"' + name + '"'),
        row(
            "a pattern of names",
            "{\"patternProperties\":{\"" + BACKTRACKER + "\":false}}",
            "{\"" + name + "\":1}"),
        row(
            "a pattern in propertyNames",
            "{\"propertyNames\":{\"pattern\":\"" + BACKTRACKER + "\"}}",
            "{\"" + name + "\":1}"),
        row("references that double", doubling(60), "1"),
        row("endless reference", "{\"allOf\":[{\"$ref\":\"#\"}]}", "1"),
        row("items compared with each other", "{\"uniqueItems\":true}", different(30_000)),
        row(
            "schemas by items",
            "{\"items\":{\"allOf\":" + many("true", 12_000) + "}}",
            many("1", 100_000)),
        row(
            "a long name",
            "{\"const\":1}",
            "{\"" + name.repeat(10_000) + "\":" + many("1", 99) + "}"),
        row("a large schema", "{\"enum\":" + many("\"abcdef\"", 60_000) + "}", "1"),
        row("a number without measure", "{\"multipleOf\":3}", "1e999999999"));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void whatTakesTooMuchWorkPasses(String schema, String answer) throws Exception {
    assertThat(fits(schema, answer)).isTrue();
  }

  @Test
  void anOrdinaryLargeAnswerIsJudgedToItsEnd() throws Exception {
    String schema =
        """
        {"type":"object","properties":{"rows":{"type":"array","items":{"$ref":"#/$defs/row"}}},\
        "$defs":{"row":{"type":"object","properties":{"id":{"type":"integer","minimum":0},\
        "name":{"type":"string","pattern":"^[A-Za-z ]+$","maxLength":80},\
        "kind":{"enum":["a","b","c"]}},"required":["id","name","kind"],\
        "additionalProperties":false}}}""";
    String row = "{\"id\":1,\"name\":\"Somebody of some name\",\"kind\":\"b\"}";
    String last = "{\"id\":1,\"name\":\"Somebody\",\"kind\":\"d\"}";

    assertThat(fits(schema, "{\"rows\":" + many(row, 10_000) + "}")).isTrue();
    assertThat(fits(schema, "{\"rows\":" + many(row, 10_000).replaceFirst("]$", "," + last + "]}")))
        .isFalse();
  }
}
