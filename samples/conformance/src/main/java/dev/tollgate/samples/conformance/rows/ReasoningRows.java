package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.ANSWER;
import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.ArrayList;
import java.util.List;

/** How much the model is to think. */
final class ReasoningRows {

  private static final String EFFORTS =
      "\"xhigh\", \"high\", \"medium\", \"low\", \"minimal\", \"none\"";
  private static final String NULLS = "null = absent for every optional one";
  private static final String TYPES = "Wrong type 400";

  private ReasoningRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(shorthand().rows());
    rows.addAll(object().rows());
    rows.addAll(shown().rows());
    return rows;
  }

  private static Topic shorthand() {
    String name = "reasoning_effort";
    return new Topic(name)
        .from(REFERENCE, "reasoning_effort: Accepted values: " + EFFORTS)
        .taken(name, "'xhigh'", "'high'", "'medium'", "'low'", "'minimal'", "'none'")
        .refused(name, "'max'", "''", "'HIGH'", "'High'", "' high'", "'auto'")
        .from(PARAMETERS, NULLS)
        .taken(name, "null")
        .from(PARAMETERS, TYPES)
        .refused(name, "1", "0", "true", "false", "[]", "['high']", "{}", "{'effort':'high'}");
  }

  private static Topic object() {
    String name = "reasoning";
    Topic topic = new Topic(name).from(REFERENCE, "reasoning: effort: One of " + EFFORTS);
    for (String effort : List.of("xhigh", "high", "medium", "low", "minimal", "none")) {
      topic.taken(name, "{'effort':'" + effort + "'}");
    }
    return topic
        .refused(name, "{'effort':'max'}", "{'effort':''}", "{'effort':'LOW'}")
        .refused(name, "{'effort':1}", "{'effort':true}", "{'effort':[]}", "{'effort':{}}")
        .from(PARAMETERS, "reasoning: max_tokens ≥ 1")
        .taken(name, "{'max_tokens':1}", "{'max_tokens':1024}")
        .taken(name, "{'effort':'low','max_tokens':100}")
        .refused(name, "{'max_tokens':0}", "{'max_tokens':-1}", "{'max_tokens':-0}")
        .refused(name, "{'max_tokens':1.0}", "{'max_tokens':1e1}", "{'max_tokens':0.5}")
        .refused(name, "{'max_tokens':'5'}", "{'max_tokens':true}", "{'max_tokens':[]}")
        .refused(name, "{'max_tokens':-18446744073709551617}", "{'max_tokens':{}}")
        .from(PARAMETERS, "reasoning: exclude boolean")
        .taken(name, "{'exclude':true}", "{'exclude':false}")
        .refused(name, "{'exclude':'true'}", "{'exclude':1}", "{'exclude':[]}", "{'exclude':{}}")
        .from(PARAMETERS, "reasoning: unknown subfields (enabled) ignored")
        .taken(name, "{'enabled':true}", "{'enabled':'x'}", "{'summary':'auto','x':[1]}")
        .from(PARAMETERS, NULLS)
        .taken(name, "null", "{}", "{'effort':null,'max_tokens':null,'exclude':null}")
        .from(PARAMETERS, TYPES)
        .refused(name, "'high'", "''", "1", "true", "false", "[]", "[{}]");
  }

  private static Topic shown() {
    return new Topic("reasoning shown")
        .from(REFERENCE, "If both are present, reasoning takes precedence")
        .takes("both", "'reasoning':{'effort':'low'},'reasoning_effort':'high'")
        .row(
            "none beats high",
            Ask.chat("'reasoning':{'effort':'none'},'reasoning_effort':'high'"),
            hidden())
        .takes("null beside the shorthand", "'reasoning':null,'reasoning_effort':'low'")
        .from(REFERENCE, "exclude: If true, reasoning is used internally but not returned")
        .row("excluded", Ask.chat("'reasoning':{'effort':'high','exclude':true}"), hidden())
        .row(
            "excluded from a stream",
            Ask.chat("'stream':true,'reasoning':{'effort':'high','exclude':true}"),
            Expected.stream(
                chunks ->
                    chunks.forEach(
                        chunk ->
                            Mismatch.unless(
                                !chunk.has("choices.0.delta.reasoning")
                                    && !chunk.has("choices.0.delta.reasoning_content")
                                    && !chunk.has("choices.0.delta.reasoning_details"),
                                "a chunk shows reasoning"))))
        .from(ANSWER, "message: reasoning + same text as reasoning_content")
        .row("thought aloud", Ask.chat("'reasoning_effort':'high'"), Expected.taken());
  }

  private static Check hidden() {
    return Expected.answer(
        answer ->
            Mismatch.unless(
                !answer.has("choices.0.message.reasoning")
                    && !answer.has("choices.0.message.reasoning_content")
                    && !answer.has("choices.0.message.reasoning_details"),
                "the answer shows reasoning"));
  }
}
