package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.DOCUMENTATION;
import static dev.tollgate.samples.conformance.rows.Documents.ERRORS;
import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What errors say and what they do not. */
final class ErrorRows {

  /** What no message for a caller has in it. */
  private static final Pattern INSIDES =
      Pattern.compile("Exception|java\\.|dev\\.|org\\.|com\\.|\\.java|at [a-z]+\\.|null pointer");

  private ErrorRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("error");
    Map<String, Ask> refused = new LinkedHashMap<>();
    refused.put("a parameter", Ask.chat("'temperature':'secret-7f3a'"));
    refused.put("a role", Ask.messages("{'role':'secret-7f3a','content':'secret-7f3a'}"));
    refused.put("a content", Ask.messages("{'role':'user','content':{'a':'secret-7f3a'}}"));
    refused.put("a broken body", Ask.text("{\"messages\":\"secret-7f3a"));
    refused.put("a word that is no JSON", Ask.text("{\"a\":secret-7f3a}"));
    refused.put("an array", Ask.text("[\"secret-7f3a\"]"));
    refused.put("a tool choice", Ask.chat(ToolRows.TOOLS + ",'tool_choice':'secret-7f3a'"));
    refused.put("a stop", Ask.chat("'stop':[{'secret-7f3a':1}]"));
    refused.put(
        "a call id", Ask.messages("{'role':'tool','tool_call_id':'secret-7f3a','content':''}"));
    refused.put("a key", Ask.chat("").authorization("Bearer secret-7f3a"));
    refused.forEach(
        (what, ask) -> {
          topic.from(DOCUMENTATION, "Errors: {\"error\": {\"message\", \"type\", \"code\"}}");
          topic.row(what + " in the form of all errors", ask, Expected::requireErrorShape);
          topic.from(ERRORS, "no Java names, keys or upstream text in messages");
          topic.row(
              what + " is not quoted",
              ask,
              reply -> {
                Mismatch.unless(reply.status() >= 400, "no error: " + reply.shown());
                Mismatch.unless(!reply.body().contains("secret-7f3a"), "it is: " + reply.body());
                String message = reply.json().text("error.message");
                Mismatch.unless(!INSIDES.matcher(message).find(), "insides: " + message);
              });
        });
    order(topic);
    return topic.rows();
  }

  private static void order(Topic topic) {
    String blank = "'metadata':{'call_name':''}";
    topic
        .from(
            TRANSPORT, "Order of refusal: content type 415 → size 413 → JSON 400 → validation 400")
        .row(
            "the content type before the JSON",
            Ask.text("{").contentType("text/plain"),
            Expected.error(415, Expected.INVALID, "unsupported_media_type"))
        .row("the JSON before the rules", Ask.text("{\"n\":2,"), Expected.notRead())
        .row(
            "the call name before the model",
            Ask.json("{'model':'none'," + blank + "}"),
            Expected.refused("invalid_call_name", "metadata"));
  }
}
