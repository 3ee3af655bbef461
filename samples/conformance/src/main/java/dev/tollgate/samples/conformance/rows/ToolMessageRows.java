package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.MESSAGES;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import java.util.ArrayList;
import java.util.List;

/** Tool calls, their results, and what else clients send back of an answer. */
final class ToolMessageRows {

  /** A call of the id {@code call_1}. */
  static final String CALL = assistant("'content':null", call("call_1"));

  /** Its result. */
  static final String RESULT = result("'call_1'", "'21 degrees'");

  private static final String USER = "{'role':'user','content':'Say hi.'}";

  private ToolMessageRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(calls().rows());
    rows.addAll(results().rows());
    rows.addAll(sentBack().rows());
    return rows;
  }

  private static String call(String id) {
    return "{'id':'" + id + "','type':'function','function':{'name':'f','arguments':'{}'}}";
  }

  private static String assistant(String content, String calls) {
    return "{'role':'assistant'"
        + (content.isEmpty() ? "" : "," + content)
        + ",'tool_calls':["
        + calls
        + "]}";
  }

  private static String result(String id, String content) {
    return "{'role':'tool','tool_call_id':" + id + ",'content':" + content + "}";
  }

  private static Topic calls() {
    Topic topic = new Topic("tool_calls");
    topic.from(REFERENCE, "content: Set to null on assistant messages that contain tool_calls");
    MessageRows.takes(topic, "null content", USER, CALL, RESULT);
    topic.from(MESSAGES, "null or absent only on assistant with tool_calls (\"\" there too)");
    MessageRows.takes(topic, "no content", USER, assistant("", call("call_1")), RESULT);
    MessageRows.takes(topic, "'' content", USER, assistant("'content':''", call("call_1")), RESULT);
    MessageRows.takes(topic, "text too", USER, assistant("'content':'x'", call("call_1")), RESULT);
    MessageRows.takes(topic, "two", USER, assistant("", call("a") + "," + call("b")));
    topic.from(MESSAGES, "tool_calls: null or entries");
    MessageRows.takes(topic, "null", USER, "{'role':'assistant','content':'x','tool_calls':null}");
    for (String value : new String[] {"{}", "'x'", "1", "true", "[1]", "[null]", "['x']", "[[]]"}) {
      MessageRows.refuses(
          topic, value, USER, "{'role':'assistant','content':'x','tool_calls':" + value + "}");
    }
    topic.from(MESSAGES, "arguments carried byte for byte, broken JSON too");
    for (String arguments : new String[] {"'{'", "''", "'null'", "'{\\\"a\\\": 1.0}'", "'😀\\n'"}) {
      MessageRows.takes(topic, "arguments " + arguments, USER, assistant("", with(arguments)));
    }
    topic.from(MESSAGES, "entries {id, function{name, arguments string}}");
    for (String arguments : new String[] {"null", "{}", "[]", "1", "true"}) {
      MessageRows.refuses(topic, "arguments " + arguments, USER, assistant("", with(arguments)));
    }
    String[] wrong = {
      "{}",
      "{'function':{'name':'f','arguments':''}}",
      "{'id':null,'function':{'name':'f','arguments':''}}",
      "{'id':1,'function':{'name':'f','arguments':''}}",
      "{'id':'a'}",
      "{'id':'a','function':null}",
      "{'id':'a','function':'f'}",
      "{'id':'a','function':[]}",
      "{'id':'a','function':{}}",
      "{'id':'a','function':{'name':'f'}}",
      "{'id':'a','function':{'arguments':''}}",
      "{'id':'a','function':{'name':null,'arguments':''}}",
      "{'id':'a','function':{'name':1,'arguments':''}}"
    };
    for (String entry : wrong) {
      MessageRows.refuses(topic, "1st " + entry, USER, assistant("", entry));
      MessageRows.refuses(topic, "2nd " + entry, USER, assistant("", call("x") + "," + entry));
    }
    return topic;
  }

  private static String with(String arguments) {
    return "{'id':'a','type':'function','function':{'name':'f','arguments':" + arguments + "}}";
  }

  private static Topic results() {
    Topic topic = new Topic("tool_call_id");
    topic.from(REFERENCE, "tool_call_id: Must match an id from a prior tool_calls entry");
    MessageRows.takes(topic, "that of the call", USER, CALL, RESULT);
    MessageRows.takes(topic, "that of a call long before", USER, CALL, RESULT, USER, RESULT);
    String two = assistant("", call("a") + "," + call("b"));
    MessageRows.takes(topic, "two in turn", USER, two, result("'a'", "'1'"), result("'b'", "'2'"));
    MessageRows.takes(topic, "two turned", USER, two, result("'b'", "'2'"), result("'a'", "'1'"));
    topic.from(MESSAGES, "tool_call_id must match an earlier tool_calls id");
    MessageRows.refuses(topic, "one that nobody called", USER, CALL, result("'call_2'", "'x'"));
    MessageRows.refuses(topic, "one in another case", USER, CALL, result("'CALL_1'", "'x'"));
    MessageRows.refuses(topic, "an empty one", USER, CALL, result("''", "'x'"));
    MessageRows.refuses(topic, "one of a later call", USER, RESULT, CALL);
    MessageRows.refuses(topic, "one without any call", USER, RESULT);
    for (String id : new String[] {"null", "1", "true", "[]", "{}"}) {
      MessageRows.refuses(topic, id, USER, CALL, result(id, "'x'"));
    }
    MessageRows.refuses(topic, "no id", USER, CALL, "{'role':'tool','content':'x'}");
    topic.from(MESSAGES, "ids opaque, may repeat across turns");
    MessageRows.takes(topic, "again in a later turn", USER, CALL, RESULT, USER, CALL, RESULT);
    String odd = " é/1 😀";
    MessageRows.takes(
        topic, "of any characters", USER, assistant("", call(odd)), result("'" + odd + "'", "'x'"));
    topic.from(MESSAGES, "tool: content may be \"\" or parts");
    MessageRows.takes(topic, "'' content", USER, CALL, result("'call_1'", "''"));
    MessageRows.takes(
        topic, "parts", USER, CALL, result("'call_1'", "[{'type':'text','text':'x'}]"));
    topic.from(MESSAGES, "content null or absent only on assistant with tool_calls");
    for (String content : new String[] {"null", "1", "{}", "true", "[1]"}) {
      MessageRows.refuses(topic, "content " + content, USER, CALL, result("'call_1'", content));
    }
    MessageRows.refuses(topic, "no content", USER, CALL, "{'role':'tool','tool_call_id':'call_1'}");
    return topic;
  }

  private static Topic sentBack() {
    Topic topic = new Topic("assistant");
    topic.from(MESSAGES, "Assistant nulls (refusal, audio, reasoning…) accepted");
    String nulls = "'refusal':null,'audio':null,'reasoning':null,'reasoning_content':null,";
    MessageRows.takes(
        topic,
        "every null",
        USER,
        "{'role':'assistant','content':'x',"
            + nulls
            + "'reasoning_details':null,'function_call':null,'tool_calls':null,'name':null}",
        USER);
    topic.from(REFERENCE, "reasoning: string | null, assistant messages only");
    member(topic, "'reasoning':'Hm.'");
    member(topic, "'reasoning':''");
    topic.from(MESSAGES, "Assistant … `reasoning_content` accepted");
    member(topic, "'reasoning_content':'Hm.'");
    member(topic, "'reasoning':'Hm.','reasoning_content':'Hm.'");
    topic.from(REFERENCE, "reasoning_details: should be passed back verbatim");
    member(topic, "'reasoning_details':[]");
    member(topic, "'reasoning_details':[{'type':'reasoning.text','text':'Hm.','n':1.0}]");
    member(topic, "'reasoning_details':[{'type':'x.encrypted','data':'AA==','signature':null}]");
    topic.from(MESSAGES, "Unknown parameters and message fields: ignored");
    member(topic, "'annotations':[],'provider_specific_fields':{}");
    topic.from(REFERENCE, "reasoning: string | null; reasoning_details: array | null");
    for (String wrong : List.of("'reasoning':1", "'reasoning':{}", "'reasoning_details':'x'")) {
      MessageRows.refuses(topic, wrong, USER, "{'role':'assistant','content':'x'," + wrong + "}");
    }
    return topic;
  }

  private static void member(Topic topic, String member) {
    MessageRows.takes(
        topic, member, USER, "{'role':'assistant','content':'x'," + member + "}", USER);
  }
}
