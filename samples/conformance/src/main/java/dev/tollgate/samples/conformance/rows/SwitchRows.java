package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.DOCUMENTATION;
import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import java.util.ArrayList;
import java.util.List;

/** The booleans, and the stop sequences. */
final class SwitchRows {

  private static final String NULLS = "null = absent for every optional one";
  private static final String TYPES = "Wrong type 400";

  private SwitchRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(stream().rows());
    rows.addAll(parallelToolCalls().rows());
    rows.addAll(stop().rows());
    return rows;
  }

  private static Topic stream() {
    return new Topic("stream")
        .from(DOCUMENTATION, "stream: Enable streaming (default: false)")
        .taken("stream", "false")
        .row("true streams", Ask.chat("'stream':true"), Expected.stream(chunks -> {}))
        .from(PARAMETERS, NULLS)
        .taken("stream", "null")
        .from(PARAMETERS, TYPES)
        .refused("stream", "'true'", "'false'", "''", "1", "0", "[]", "[true]", "{}");
  }

  private static Topic parallelToolCalls() {
    String name = "parallel_tool_calls";
    return new Topic(name)
        .from(REFERENCE, "parallel_tool_calls: boolean, default: true")
        .taken(name, "true", "false")
        .takes("true beside tools", ToolRows.TOOLS + ",'parallel_tool_calls':true")
        .takes("false beside tools", ToolRows.TOOLS + ",'parallel_tool_calls':false")
        .from(PARAMETERS, NULLS)
        .taken(name, "null")
        .from(PARAMETERS, TYPES)
        .refused(name, "'true'", "''", "1", "0", "[]", "{}");
  }

  private static Topic stop() {
    return new Topic("stop")
        .from(REFERENCE, "stop: Up to 4 sequences where the model will stop")
        .taken("stop", "'END'", "'\\n'", "'😀'", "['a']", "['a','b']", "['a','b','c','d']")
        .refused("stop", "['a','b','c','d','e']", "['a','a','a','a','a']")
        .from(PARAMETERS, "stop string or ≤ 4 strings ([] = none)")
        .taken("stop", "[]")
        .from(PARAMETERS, NULLS)
        .taken("stop", "null")
        .from(PARAMETERS, TYPES)
        .refused("stop", "1", "true", "false", "{}", "[1]", "['a',1]", "['a',null]")
        .refused("stop", "[['a']]", "[{}]", "[true]");
  }
}
