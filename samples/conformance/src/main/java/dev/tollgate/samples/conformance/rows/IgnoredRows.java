package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import java.util.ArrayList;
import java.util.List;

/** What is accepted for compatibility, whatever it holds, and what nobody has heard of. */
final class IgnoredRows {

  private static final String[] ANYTHING = {
    "null", "{}", "[]", "'x'", "''", "true", "-1", "1.5e3", "[{'a':[null]}]"
  };

  private IgnoredRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(ignored("logit_bias", "{'50256':-100}", "{'50256':1000}").rows());
    rows.addAll(ignored("logprobs", "true", "false").rows());
    rows.addAll(ignored("top_logprobs", "0", "20", "21").rows());
    rows.addAll(
        ignored(
                "seed",
                "42",
                "-9223372036854775808",
                "18446744073709551617",
                "1e400",
                "1e-99999999999")
            .rows());
    rows.addAll(ignored("stream_options", "{'include_usage':true}").rows());
    rows.addAll(ignored("prediction", "{'type':'content','content':'x'}").rows());
    rows.addAll(ignored("store", "true", "false").rows());
    rows.addAll(ignored("service_tier", "'auto'", "'flex'").rows());
    rows.addAll(ignored("prompt_cache_key", "'k'").rows());
    rows.addAll(ignored("prompt_cache_retention", "'24h'").rows());
    rows.addAll(ignored("safety_identifier", "'u-1'").rows());
    rows.addAll(ignored("user", "'u-1'").rows());
    rows.addAll(ignored("verbosity", "'low'", "'medium'", "'high'").rows());
    rows.addAll(unknown().rows());
    return rows;
  }

  private static Topic ignored(String name, String... usual) {
    Topic topic = new Topic(name).from(REFERENCE, name + ": Accepted for compatibility");
    topic.taken(name, usual).from(PARAMETERS, "Ignored: the 13, not validated");
    for (String value : ANYTHING) {
      if (!List.of(usual).contains(value)) {
        topic.taken(name, value);
      }
    }
    return topic;
  }

  private static Topic unknown() {
    Topic topic = new Topic("unknown").from(PARAMETERS, "Unknown parameters: ignored");
    topic
        .taken("top_k", "40", "'x'", "null")
        .taken("provider", "{'order':['a']}")
        .taken("plugins", "[]")
        .taken("usage", "{'include':true}")
        .taken("extra_body", "{'a':{'b':[1e5]}}")
        .taken("Temperature", "9")
        .taken("max_output_tokens", "0")
        .taken("response_formats", "1")
        .takes("an empty name", "'':1")
        .takes("a name of 2000 characters", "'" + "x".repeat(2000) + "':1")
        .takes("100 of them", hundred());
    return topic;
  }

  private static String hundred() {
    StringBuilder members = new StringBuilder("'x':1");
    for (int i = 1; i < 100; i++) {
      members.append(",'x").append(i).append("':{}");
    }
    return members.toString();
  }
}
