package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import java.util.List;
import java.util.stream.IntStream;

/** The tools that a request offers. */
final class ToolRows {

  /** A member with one tool. */
  static final String TOOLS = tools("{'name':'get_weather','parameters':{'type':'object'}}");

  private static final String NAME = "name [A-Za-z0-9_-]{1,64}";
  private static final String TYPES = "Wrong type 400";

  private ToolRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("tools");
    whole(topic);
    names(topic);
    functions(topic);
    return topic.rows();
  }

  /** A member with one tool of that function. */
  static String tools(String function) {
    return "'tools':[{'type':'function','function':" + function + "}]";
  }

  private static void whole(Topic topic) {
    topic
        .from(REFERENCE, "tools: A list of tools the model may call")
        .takes("one", TOOLS)
        .takes("two", "'tools':[" + tool("get_weather") + "," + tool("get_time") + "]")
        .takes("64 of them", "'tools':[" + String.join(",", many(64)) + "]")
        .from(PARAMETERS, "tools: [] = absent")
        .taken("tools", "[]")
        .from(PARAMETERS, "null = absent for every optional one")
        .taken("tools", "null")
        .from(PARAMETERS, TYPES)
        .refused("tools", "{}", "'get_weather'", "''", "1", "true", "false")
        .refused("tools", "[1]", "[null]", "['get_weather']", "[[]]", "[true]", "[{}]")
        .refused("tools", "[" + tool("get_weather") + ",1]")
        .from(PARAMETERS, "tools: type \"function\"")
        .refused(
            "tools",
            "[{'function':{'name':'f'}}]",
            "[{'type':null,'function':{'name':'f'}}]",
            "[{'type':1,'function':{'name':'f'}}]",
            "[{'type':'custom','function':{'name':'f'}}]",
            "[{'type':'Function','function':{'name':'f'}}]",
            "[{'type':'web_search'}]");
  }

  private static String tool(String name) {
    return "{'type':'function','function':{'name':'" + name + "'}}";
  }

  private static List<String> many(int count) {
    return IntStream.range(0, count).mapToObj(i -> tool("f_" + i)).toList();
  }

  private static void names(Topic topic) {
    topic
        .from(PARAMETERS, NAME)
        .takes("a name of 1 character", tools("{'name':'f'}"))
        .takes("a name of 64 characters", tools("{'name':'" + "a".repeat(64) + "'}"))
        .takes("a name of every kind of character", tools("{'name':'aZ09_-'}"))
        .takes("a name that begins with a digit", tools("{'name':'9-lives'}"))
        .refuses("a name of 65 characters", tools("{'name':'" + "a".repeat(65) + "'}"), "tools");
    String[] wrong = {"''", "' '", "'a b'", "'a.b'", "'a/b'", "'a:b'", "'é'", "'😀'", "'f\\n'"};
    for (String name : wrong) {
      topic.refuses("the name " + name, tools("{'name':" + name + "}"), "tools");
    }
    topic.from(PARAMETERS, TYPES);
    for (String name : new String[] {"null", "1", "true", "[]", "{}"}) {
      topic.refuses("the name " + name, tools("{'name':" + name + "}"), "tools");
    }
    topic.refuses("no name", tools("{'description':'d'}"), "tools");
  }

  private static void functions(Topic topic) {
    topic
        .from(PARAMETERS, "tools: type \"function\"; name …")
        .refused(
            "tools",
            "[{'type':'function'}]",
            "[{'type':'function','function':null}]",
            "[{'type':'function','function':[]}]",
            "[{'type':'function','function':'f'}]",
            "[{'type':'function','name':'f'}]")
        .from(PARAMETERS, "parameters object if given");
    String schema =
        "{'type':'object','properties':{'city':{'type':'string','enum':['Paris']}},"
            + "'required':['city'],'additionalProperties':false}";
    for (String parameters : new String[] {"{}", "null", "{'type':'object'}", schema}) {
      topic.takes(
          "parameters " + parameters, tools("{'name':'f','parameters':" + parameters + "}"));
    }
    topic.takes("no parameters", tools("{'name':'f','description':'d'}"));
    for (String parameters : new String[] {"[]", "'{}'", "1", "true", "false"}) {
      topic.refuses(
          "parameters " + parameters,
          tools("{'name':'f','parameters':" + parameters + "}"),
          "tools");
    }
    topic
        .from(REFERENCE, "tools: a function object containing name, description, and parameters")
        .takes("a description", tools("{'name':'f','description':'Wetter, weather, météo'}"))
        .takes("a description of null", tools("{'name':'f','description':null}"))
        .refuses("a description of 1", tools("{'name':'f','description':1}"), "tools")
        .takes("strict true", tools("{'name':'f','strict':true,'parameters':{'type':'object'}}"))
        .takes("strict null", tools("{'name':'f','strict':null}"))
        .from(PARAMETERS, "Unknown parameters and message fields: ignored")
        .takes("an unknown member", tools("{'name':'f','x-hint':[1.0,{'a':null}]}"))
        .takes(
            "an unknown member beside the function",
            "'tools':[{'type':'function','cache_control':{'type':'ephemeral'},"
                + "'function':{'name':'f'}}]");
  }
}
