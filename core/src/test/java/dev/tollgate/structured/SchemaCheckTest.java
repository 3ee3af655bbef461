package dev.tollgate.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCheckTest {

  private static final String CITY =
      """
      {"type":"object","properties":{"city":{"type":"string"},"people":{"type":"integer"}},\
      "required":["city"],"additionalProperties":false}""";

  private final AnswerCheck check = new SchemaCheck();

  private static Json json(String text) {
    try {
      return StrictJson.read(text);
    } catch (MalformedJson e) {
      throw new AssertionError(text, e);
    }
  }

  private static ResponseFormat format(boolean strict, String schema) {
    Json.Obj described =
        new JsonObject().put("name", "a").put("strict", strict).put("schema", json(schema)).build();
    return new ResponseFormat(
        ResponseFormat.Kind.JSON_SCHEMA,
        new JsonObject().put("type", "json_schema").put("json_schema", described).build());
  }

  private boolean fits(String schema, String answer) {
    return check.formOf(format(true, schema)).fits(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                        | true
          {"a":[1,2.5,null]}        | true
          ` {"a":1} `               | true
          {"pi":3.14159265358979323846264338327950288419716939937510} | true
          []                        | false
          "text"                    | false
          42                        | false
          null                      | false
          Sure! {"a":1}             | false
          {"a":1} Hope that helps.  | false
          {"a":1,}                  | false
          {'a':1}                   | false
          {"a":1,"a":2}             | false
          {"a":NaN}                 | false
          `````json\\n{}\\n`````    | false
          """)
  void jsonObjectsAreObjectsAndNothingAround(String answer, boolean fits) {
    ResponseFormat format =
        new ResponseFormat(
            ResponseFormat.Kind.JSON_OBJECT, new JsonObject().put("type", "json_object").build());

    assertThat(check.formOf(format).fits(answer)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"city":"Bern"}               | true
          {"city":"Bern","people":1e5}  | true
          {"city":"Bern","people":1.5}  | false
          {"city":"Bern","people":"1"}  | false
          {"city":"Bern","river":"Aare"}| false
          {"people":1}                  | false
          []                            | false
          {"city":"Bern"                | false
          ``                            | false
          """)
  void strictSchemasAreKept(String answer, boolean fits) {
    assertThat(fits(CITY, answer == null ? "" : answer)).isEqualTo(fits);
  }

  @Test
  void formIsMadeOnceAndJudgesManyAnswers() {
    AnswerForm form = check.formOf(format(true, CITY));

    for (int i = 0; i < 100; i++) {
      assertThat(form.fits("{\"city\":\"" + i + "\"}")).isTrue();
      assertThat(form.fits("{\"city\":" + i + "}")).isFalse();
    }
  }

  @Test
  void schemasThatAreNotStrictBindNobody() {
    assertThat(check.formOf(format(false, CITY)).fits("not even JSON")).isTrue();
    assertThat(AnswerCheck.NONE.formOf(format(true, CITY)).fits("nor this")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"$defs":{"n":{"type":"integer"}},"items":{"$ref":"#/$defs/n"}} | [1,2] | [1,"2"]
          {"type":"object","properties":{"next":{"$ref":"#"}},"additionalProperties":false} | {"next":{"next":{}}} | {"next":{"last":1}}
          {"$id":"https://a.example/s","$defs":{"n":{"$anchor":"n","type":"null"}},"$ref":"#n"} | null | 1
          {"anyOf":[{"type":"string"},{"type":"null"}]} | null | 1
          {"enum":["a",1,{"b":[1.50]}]} | {"b":[1.5]} | {"b":[1]}
          {"const":{"a":1,"b":2}} | {"b":2,"a":1.0} | {"a":1}
          {"pattern":"^[a-z]+$"} | "abc" | "ABC"
          {"patternProperties":{"^x-":{"type":"integer"}},"additionalProperties":false} | {"x-a":1} | {"y":1}
          {"prefixItems":[{"type":"integer"}],"items":false} | [1] | [1,2]
          {"uniqueItems":true} | [1,"1",[1]] | [1,2,1.0]
          {"multipleOf":0.01} | 4.02 | 4.025
          {"minLength":2,"maxLength":3} | "äöü" | "a"
          {"properties":{"a":{}},"unevaluatedProperties":false} | {"a":1} | {"b":1}
          {"propertyNames":{"pattern":"^a"}} | {"ab":1} | {"b":1}
          {"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]}} | {"a":1,"b":1} | {"a":1}
          {"$schema":"http://json-schema.org/draft-07/schema#","items":[{"type":"null"}],"additionalItems":false} | [null] | [null,1]
          {"$schema":"http://json-schema.org/draft-04/schema#","maximum":1,"exclusiveMaximum":true} | 0.9 | 1
          """)
  void keywordsOfTheDraftsAreKnown(String schema, String fitting, String other) {
    assertThat(fits(schema, fitting)).as(fitting).isTrue();
    assertThat(fits(schema, other)).as(other).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"objekt\",\"required\":[\"a\"]}",
        "{\"type\":5}",
        "{\"properties\":[]}",
        "{\"$schema\":\"https://example.com/mine\",\"type\":\"null\"}",
        "{\"$ref\":\"https://127.0.0.1:9/schema\"}",
        "{\"$ref\":\"file:///a/schema\"}",
        "{\"properties\":{\"a\":{\"$ref\":\"other.json#/x\"}}}",
        "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/nowhere\"}}}",
        "{\"$ref\":\"#\"}",
        "{\"patternProperties\":{\"^(?<a-b>a)$\":{}},\"additionalProperties\":false}",
        "{\"minimum\":1e999999999}"
      })
  void schemasThatCanNotBeJudgedByLetEveryJsonPass(String schema) {
    assertThat(fits(schema, "{\"a\":-1}")).isTrue();
    assertThat(fits(schema, "no JSON")).isFalse();
  }

  @Test
  void keywordsThatAreNotKnownAreNoFault() {
    assertThat(fits("{\"type\":\"null\",\"x-mine\":{\"type\":1}}", "1")).isFalse();
  }
}
