package dev.tollgate.samples.conformance.rows;

import dev.tollgate.samples.conformance.client.Ask;
import java.util.ArrayList;
import java.util.List;

/** Collects the rows of one topic; each comes from the sentence that was given last. */
final class Topic {

  private static final int SHOWN = 60;

  private final String name;
  private final List<Row> rows = new ArrayList<>();
  private String sentence = "";

  Topic(String name) {
    this.name = name;
  }

  /** The sentence behind the rows that follow. */
  Topic from(String document, String words) {
    sentence = document + ": \"" + words + "\"";
    return this;
  }

  /** That parameter is taken with each of those values. */
  Topic taken(String parameter, String... values) {
    for (String value : values) {
      takes(parameter.equals(name) ? value : parameter + " " + value, member(parameter, value));
    }
    return this;
  }

  /** That parameter is refused with each of those values. */
  Topic refused(String parameter, String... values) {
    return refusedAs(Expected.INVALID_REQUEST, parameter, values);
  }

  /** The same with another code. */
  Topic refusedAs(String code, String parameter, String... values) {
    for (String value : values) {
      row(
          (parameter.equals(name) ? value : parameter + " " + value) + " is refused",
          Ask.chat(member(parameter, value)),
          Expected.refused(code, parameter));
    }
    return this;
  }

  /** A sound request with those members is taken. */
  Topic takes(String what, String members) {
    return row(what + " is taken", Ask.chat(members), Expected.taken());
  }

  /** A sound request with those members is refused for that parameter. */
  Topic refuses(String what, String members, String param) {
    return row(what + " is refused", Ask.chat(members), Expected.refused(param));
  }

  /** One request and what its answer must be. */
  Topic row(String what, Ask ask, Check expected) {
    return row(what, server -> expected.check(server.send(ask)));
  }

  /** Anything else. */
  Topic row(String what, Probe probe) {
    String shown = what.length() <= SHOWN ? what : what.substring(0, SHOWN - 1) + "…";
    rows.add(new Row(name + "/" + shown, sentence, probe));
    return this;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  private static String member(String parameter, String value) {
    return "'" + parameter + "':" + value;
  }
}
