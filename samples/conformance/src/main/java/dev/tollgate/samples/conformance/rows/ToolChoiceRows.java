package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;
import static dev.tollgate.samples.conformance.rows.ToolRows.TOOLS;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.List;

/** Which tool the model is to call. */
final class ToolChoiceRows {

  private static final String NAMED =
      "'tool_choice':{'type':'function','function':{'name':'get_weather'}}";

  private ToolChoiceRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("tool_choice");
    besideTools(topic);
    wrong(topic);
    withoutTools(topic);
    return topic.rows();
  }

  private static void besideTools(Topic topic) {
    topic
        .from(REFERENCE, "tool_choice: \"auto\" … \"none\" … \"required\"")
        .takes("auto", TOOLS + ",'tool_choice':'auto'")
        .row("none calls none", Ask.chat(TOOLS + ",'tool_choice':'none'"), callsNone())
        .row("required calls one", Ask.chat(TOOLS + ",'tool_choice':'required'"), calls())
        .from(REFERENCE, "tool_choice: forces the model to call the named function")
        .row("the named one is called", Ask.chat(TOOLS + "," + NAMED), calls())
        .from(PARAMETERS, "null = absent for every optional one")
        .takes("null", TOOLS + ",'tool_choice':null")
        .from(PARAMETERS, "Unknown parameters and message fields: ignored")
        .row(
            "an unknown member",
            Ask.chat(
                TOOLS
                    + ",'tool_choice':{'type':'function','x':1,"
                    + "'function':{'name':'get_weather','y':2}}"),
            calls());
  }

  private static Check calls() {
    return Expected.answer(
        answer -> {
          AnswerShape.requireText(answer, "choices.0.finish_reason", "tool_calls");
          Mismatch.unless(answer.isNull("choices.0.message.content"), "content is not null");
          AnswerShape.requireText(
              answer, "choices.0.message.tool_calls.0.function.name", "get_weather");
        });
  }

  private static Check callsNone() {
    return Expected.answer(
        answer -> Mismatch.unless(!answer.has("choices.0.message.tool_calls"), "it calls a tool"));
  }

  private static void wrong(Topic topic) {
    topic.from(PARAMETERS, "tool_choice: named must exist");
    topic.refuses(
        "a name that does not exist",
        TOOLS + ",'tool_choice':{'type':'function','function':{'name':'get_time'}}",
        "tool_choice");
    topic.refuses(
        "a name in another case",
        TOOLS + ",'tool_choice':{'type':'function','function':{'name':'Get_Weather'}}",
        "tool_choice");
    topic.from(PARAMETERS, "tool_choice: auto|none|required|named");
    String[] values = {
      "'any'",
      "''",
      "'AUTO'",
      "' auto'",
      "'get_weather'",
      "{}",
      "{'type':'function'}",
      "{'type':'function','function':{}}",
      "{'type':'function','function':null}",
      "{'type':'function','function':'get_weather'}",
      "{'type':'function','function':{'name':null}}",
      "{'type':'function','function':{'name':1}}",
      "{'type':'function','function':{'name':''}}",
      "{'type':'tool','function':{'name':'get_weather'}}",
      "{'function':{'name':'get_weather'}}",
      "{'type':'function','name':'get_weather'}"
    };
    for (String value : values) {
      topic.refuses(value, TOOLS + ",'tool_choice':" + value, "tool_choice");
    }
    topic.from(PARAMETERS, "Wrong type 400");
    for (String value : new String[] {"1", "0", "true", "false", "[]", "['auto']"}) {
      topic.refuses(value, TOOLS + ",'tool_choice':" + value, "tool_choice");
    }
  }

  private static void withoutTools(Topic topic) {
    topic
        .from(PARAMETERS, "tool_choice: auto/none without tools dropped")
        .takes("auto without tools", "'tool_choice':'auto'")
        .takes("none without tools", "'tool_choice':'none'")
        .takes("auto beside []", "'tools':[],'tool_choice':'auto'")
        .takes("none beside null", "'tools':null,'tool_choice':'none'")
        .takes("null without tools", "'tool_choice':null")
        .from(PARAMETERS, "tool_choice: required needs tools")
        .refuses("required without tools", "'tool_choice':'required'", "tool_choice")
        .refuses("required beside []", "'tools':[],'tool_choice':'required'", "tool_choice")
        .from(PARAMETERS, "tool_choice: named must exist")
        .refuses("a name without tools", NAMED, "tool_choice")
        .refuses("a name beside []", "'tools':[]," + NAMED, "tool_choice")
        .from(PARAMETERS, "Wrong type 400")
        .refuses("1 without tools", "'tool_choice':1", "tool_choice")
        .refuses("any without tools", "'tool_choice':'any'", "tool_choice");
  }
}
