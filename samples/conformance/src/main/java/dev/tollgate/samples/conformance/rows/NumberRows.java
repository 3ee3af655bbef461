package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.DOCUMENTATION;
import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import java.util.ArrayList;
import java.util.List;

/** The parameters that are numbers in a range: both ends, just outside, other types. */
final class NumberRows {

  private static final String RANGES =
      "Ranges inclusive: temperature 0–2, top_p 0–1, penalties −2–2";
  private static final String NULLS = "null = absent for every optional one";
  private static final String TYPES = "Wrong type 400";

  private static final String[] OTHER_TYPES = {"'1'", "''", "true", "false", "[]", "[1]", "{}"};

  /** Beyond what a double or a long holds, where a careless reader wraps or overflows. */
  private static final String[] HUGE = {"1e400", "-1e400", "18446744073709551617"};

  private NumberRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(temperature().rows());
    rows.addAll(topP().rows());
    rows.addAll(penalty("frequency_penalty", "Number between -2.0 and 2.0").rows());
    rows.addAll(penalty("presence_penalty", "Presence penalty (-2 to 2)").rows());
    return rows;
  }

  private static Topic temperature() {
    String name = "temperature";
    return new Topic(name)
        .from(REFERENCE, "temperature: Sampling temperature between 0 and 2")
        .taken(name, "0", "0.0", "0.7", "1", "2", "2.0")
        .refused(name, "-0.1", "-0.000001", "2.1", "2.000001", "2.00000000000000000000001", "3")
        .from(PARAMETERS, RANGES)
        .taken(name, "-0", "2e0", "20e-1", "1e-30")
        .refused(name, HUGE)
        .from(PARAMETERS, NULLS)
        .taken(name, "null")
        .from(PARAMETERS, TYPES)
        .refused(name, OTHER_TYPES);
  }

  private static Topic topP() {
    String name = "top_p";
    return new Topic(name)
        .from(REFERENCE, "top_p: Nucleus sampling. Value between 0 and 1")
        .taken(name, "0", "0.0", "0.5", "1", "1.0")
        .refused(name, "-0.01", "-0.000001", "1.01", "1.000001", "1.00000000000000000000001", "2")
        .from(PARAMETERS, RANGES)
        .taken(name, "-0", "1e0", "10e-1")
        .refused(name, HUGE)
        .from(PARAMETERS, NULLS)
        .taken(name, "null")
        .from(PARAMETERS, TYPES)
        .refused(name, OTHER_TYPES);
  }

  private static Topic penalty(String name, String words) {
    return new Topic(name)
        .from(words.startsWith("Number") ? REFERENCE : DOCUMENTATION, name + ": " + words)
        .taken(name, "-2", "-2.0", "-1.5", "0", "1.5", "2", "2.0")
        .refused(name, "-2.1", "-2.000001", "2.1", "2.000001", "3")
        .from(PARAMETERS, RANGES)
        .taken(name, "-20e-1", "2e0")
        .refused(name, HUGE)
        .from(PARAMETERS, NULLS)
        .taken(name, "null")
        .from(PARAMETERS, TYPES)
        .refused(name, OTHER_TYPES);
  }
}
