package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.List;
import java.util.Set;

/** The form that the answer must take. */
final class ResponseFormatRows {

  private static final String NAME = "response_format";
  private static final String SCHEMA =
      "{'type':'object','properties':{'city':{'type':'string'}},'required':['city'],"
          + "'additionalProperties':false}";

  private ResponseFormatRows() {}

  static List<Row> rows() {
    Topic topic = new Topic(NAME);
    formats(topic);
    schemas(topic);
    return topic.rows();
  }

  private static void formats(Topic topic) {
    topic
        .from(REFERENCE, "response_format: {\"type\": \"text\"}")
        .taken(NAME, "{'type':'text'}")
        .from(REFERENCE, "json_object: model output is guaranteed to be valid JSON")
        .row("json_object gives an object", ask("{'type':'json_object'}"), content(null))
        .from(REFERENCE, "json_schema: The response conforms to the provided JSON Schema")
        .row("json_schema gives what fits it", ask(schema("'strict':true,")), content("city"))
        .row("json_schema without strict", ask(schema("")), content("city"))
        .row("json_schema with strict false", ask(schema("'strict':false,")), content("city"))
        .row("json_schema with strict null", ask(schema("'strict':null,")), content("city"))
        .row(
            "json_schema with a description",
            ask(schema("'description':'A city.',")),
            content("city"))
        .from(PARAMETERS, "null = absent for every optional one")
        .taken(NAME, "null")
        .from(PARAMETERS, "Unknown parameters and message fields: ignored")
        .taken(NAME, "{'type':'text','x':1}")
        .row("an unknown member in the schema object", ask(schema("'x':[1],")), content("city"))
        .from(PARAMETERS, "response_format: text|json_object|json_schema{name,schema}")
        .refused(NAME, "{}", "{'type':null}", "{'type':''}", "{'type':'xml'}", "{'type':'JSON'}")
        .refused(NAME, "{'type':'Text'}", "{'type':'json'}", "{'json_schema':{}}")
        .from(PARAMETERS, "Wrong type 400")
        .refused(NAME, "'text'", "''", "1", "true", "false", "[]", "['text']")
        .refused(NAME, "{'type':1}", "{'type':[]}", "{'type':{}}");
  }

  private static void schemas(Topic topic) {
    topic.from(PARAMETERS, "response_format: json_schema{name,schema}");
    topic.refused(
        NAME,
        "{'type':'json_schema'}",
        "{'type':'json_schema','json_schema':null}",
        "{'type':'json_schema','json_schema':{}}",
        "{'type':'json_schema','json_schema':[]}",
        "{'type':'json_schema','json_schema':'x'}",
        "{'type':'json_schema','schema':{}}");
    String[] members = {
      "'schema':{}",
      "'name':null,'schema':{}",
      "'name':'','schema':{}",
      "'name':1,'schema':{}",
      "'name':'a'",
      "'name':'a','schema':null",
      "'name':'a','schema':[]",
      "'name':'a','schema':'{}'",
      "'name':'a','schema':true",
      "'name':'a','schema':{},'strict':'true'",
      "'name':'a','schema':{},'strict':1"
    };
    for (String member : members) {
      topic.refuses(
          "json_schema {" + member + "}",
          "'response_format':{'type':'json_schema','json_schema':{" + member + "}}",
          NAME);
    }
  }

  private static String schema(String more) {
    return "{'type':'json_schema','json_schema':{"
        + more
        + "'name':'city','schema':"
        + SCHEMA
        + "}}";
  }

  private static Ask ask(String format) {
    return Ask.json(
        "{'model':'$MODEL','messages':[{'role':'user','content':'Which city has the Louvre? "
            + "Answer as JSON: an object with the member city.'}],'response_format':"
            + format
            + "}");
  }

  /** The content is a JSON object; with a name, of that one member alone. */
  private static Check content(@org.jspecify.annotations.Nullable String member) {
    return Expected.answer(
        answer -> {
          JsonValue content = JsonValue.read(answer.text("choices.0.message.content"));
          Set<String> names = content.names("");
          Mismatch.unless(
              member == null || names.equals(Set.of(member)), "the content has " + names);
        });
  }
}
