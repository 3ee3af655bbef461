package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import java.util.ArrayList;
import java.util.List;

/** What this API knows and does not offer. */
final class UnsupportedRows {

  private static final String CODE = "unsupported_parameter";
  private static final String ANY = "Unsupported (any non-null value, {} and [] too)";

  private UnsupportedRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(
        whole("audio", "Audio output configuration", "{'voice':'alloy','format':'mp3'}").rows());
    rows.addAll(
        whole("web_search_options", "Web search configuration", "{'search_context_size':'low'}")
            .rows());
    rows.addAll(
        whole("functions", "Legacy function definitions", "[{'name':'f','parameters':{}}]").rows());
    rows.addAll(whole("function_call", "Legacy function call control", "'auto'").rows());
    rows.addAll(modalities().rows());
    return rows;
  }

  private static Topic whole(String name, String what, String usual) {
    return new Topic(name)
        .from(REFERENCE, name + ": " + what + ". Returns a #400 error")
        .refusedAs(CODE, name, usual)
        .from(PARAMETERS, ANY)
        .refusedAs(CODE, name, "{}", "[]", "false", "true", "0", "1", "''", "'none'", "[null]")
        .from(PARAMETERS, "null = absent for every optional one")
        .taken(name, "null");
  }

  private static Topic modalities() {
    String name = "modalities";
    return new Topic(name)
        .from(REFERENCE, "modalities: Only [\"text\"] is accepted")
        .taken(name, "['text']")
        .refusedAs(CODE, name, "['audio']", "['text','audio']", "['audio','text']", "['image']")
        .from(PARAMETERS, "modalities ≠ [\"text\"] ⇒ 400 unsupported_parameter")
        .refusedAs(CODE, name, "[]", "['TEXT']", "['']", "[null]", "[1]", "[['text']]")
        .refusedAs(CODE, name, "'text'", "''", "{}", "1", "true", "false")
        .from(PARAMETERS, "null = absent for every optional one")
        .taken(name, "null");
  }
}
