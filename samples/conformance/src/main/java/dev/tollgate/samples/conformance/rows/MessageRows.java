package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.MESSAGES;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The conversation: the array, the roles, and the content of each. */
final class MessageRows {

  private static final String USER = "{'role':'user','content':'Say hi.'}";

  private MessageRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(array().rows());
    rows.addAll(roles().rows());
    rows.addAll(content().rows());
    rows.addAll(parts().rows());
    return rows;
  }

  private static Topic array() {
    Topic topic = new Topic("messages").from(MESSAGES, "Non-empty array of objects");
    topic.row("missing is refused", Ask.json("{'model':'$MODEL'}"), Expected.refused("messages"));
    for (String value : new String[] {"null", "[]", "{}", "'Say hi.'", "''", "1", "true"}) {
      topic.row(
          value + " is refused",
          Ask.json("{'model':'$MODEL','messages':" + value + "}"),
          Expected.refused("messages"));
    }
    for (String item : new String[] {"1", "null", "'Say hi.'", "[]", "true", "{}"}) {
      refuses(topic, "an item " + item, item);
      refuses(topic, "a second item " + item, USER, item);
    }
    return topic
        .from(REFERENCE, "messages: An array of messages comprising the conversation so far")
        .row("one message", Ask.messages(USER), Expected.taken())
        .row(
            "200 messages",
            Ask.messages(Collections.nCopies(200, USER).toArray(new String[0])),
            Expected.taken());
  }

  private static Topic roles() {
    Topic topic =
        new Topic("role")
            .from(REFERENCE, "role: One of \"system\", \"user\", \"assistant\", \"tool\"");
    takes(topic, "system", "{'role':'system','content':'Be brief.'}", USER);
    takes(topic, "system alone", "{'role':'system','content':'Be brief.'}");
    takes(topic, "system in the middle", USER, "{'role':'system','content':'Be brief.'}", USER);
    takes(topic, "user", USER);
    takes(topic, "assistant", USER, "{'role':'assistant','content':'Hi.'}", USER);
    takes(topic, "assistant last", USER, "{'role':'assistant','content':'H'}");
    takes(topic, "tool", USER, ToolMessageRows.CALL, ToolMessageRows.RESULT);
    topic.from(MESSAGES, "`developer` taken as system");
    takes(topic, "developer", "{'role':'developer','content':'Be brief.'}", USER);
    topic.from(MESSAGES, "roles system,user,assistant,tool; \"function\" 400");
    String[] wrong = {
      "'function'",
      "'User'",
      "'SYSTEM'",
      "''",
      "' user'",
      "'moderator'",
      "null",
      "1",
      "true",
      "[]",
      "{}"
    };
    for (String role : wrong) {
      refuses(topic, role, "{'role':" + role + ",'content':'x'}");
    }
    refuses(topic, "no role", "{'content':'x'}");
    topic.from(MESSAGES, "Unknown parameters and message fields: ignored");
    takes(topic, "a name", "{'role':'user','content':'Say hi.','name':'Ada'}");
    takes(
        topic,
        "unknown members",
        "{'role':'user','content':'Say hi.','cache_control':{'type':'ephemeral'},'weight':1.5,"
            + "'tool_calls':null,'refusal':null,'':[]}");
    return topic;
  }

  private static Topic content() {
    Topic topic = new Topic("content").from(REFERENCE, "content: Can be a plain string");
    takes(topic, "a string", USER);
    takes(topic, "emoji and zeros", "{'role':'user','content':'😀 \\u0000 \\ud83d\\ude00 é'}");
    takes(topic, "100,000 characters", "{'role':'user','content':'" + "hi ".repeat(33_333) + "'}");
    for (String role : List.of("system", "developer", "user")) {
      topic.from(MESSAGES, "content string or text parts");
      takes(topic, role + " parts", message(role, "[{'type':'text','text':'Say hi.'}]"), USER);
      for (String value : new String[] {"1", "true", "{}", "{'type':'text','text':'x'}"}) {
        refuses(topic, role + " " + value, message(role, value));
      }
      topic.from(MESSAGES, "content null or absent only on assistant with tool_calls");
      refuses(topic, role + " null", message(role, "null"));
      refuses(topic, role + " without content", "{'role':'" + role + "'}");
    }
    topic.from(MESSAGES, "content null or absent only on assistant with tool_calls");
    refuses(topic, "assistant null", USER, message("assistant", "null"));
    refuses(topic, "assistant without content", USER, "{'role':'assistant'}");
    refuses(
        topic,
        "assistant null beside null tool_calls",
        USER,
        "{'role':'assistant','content':null,'tool_calls':null}");
    refuses(topic, "assistant 1", USER, message("assistant", "1"));
    refuses(topic, "assistant {}", USER, message("assistant", "{}"));
    topic.from(MESSAGES, "content string or text parts");
    takes(topic, "assistant parts", USER, message("assistant", "[{'type':'text','text':'x'}]"));
    return topic;
  }

  private static Topic parts() {
    Topic topic =
        new Topic("parts").from(REFERENCE, "Only type: \"text\" content parts are accepted");
    takes(topic, "one", user("{'type':'text','text':'Say hi.'}"));
    takes(topic, "two", user("{'type':'text','text':'Say'},{'type':'text','text':' hi.'}"));
    takes(
        topic,
        "unknown members",
        user("{'type':'text','text':'Say hi.','cache_control':{'type':'ephemeral'},'x':null}"));
    topic.from(MESSAGES, "other parts 400");
    String[] wrong = {
      "'Say hi.'",
      "1",
      "null",
      "[]",
      "{}",
      "{'text':'x'}",
      "{'type':null,'text':'x'}",
      "{'type':1,'text':'x'}",
      "{'type':'','text':'x'}",
      "{'type':'Text','text':'x'}",
      "{'type':'video_url','video_url':{'url':'x'}}",
      "{'type':'output_text','text':'x'}",
      "{'type':'text'}",
      "{'type':'text','text':null}",
      "{'type':'text','text':1}",
      "{'type':'text','text':{}}"
    };
    for (String part : wrong) {
      refuses(topic, part, user(part));
      refuses(topic, "then " + part, user("{'type':'text','text':'x'}," + part));
    }
    return topic;
  }

  private static String message(String role, String content) {
    return "{'role':'" + role + "','content':" + content + "}";
  }

  private static String user(String parts) {
    return message("user", "[" + parts + "]");
  }

  static void takes(Topic topic, String what, String... messages) {
    topic.row(what + " is taken", Ask.messages(messages), Expected.taken());
  }

  static void refuses(Topic topic, String what, String... messages) {
    topic.row(what + " is refused", Ask.messages(messages), Expected.refused("messages"));
  }
}
