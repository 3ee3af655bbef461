package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.ArrayList;
import java.util.List;

/** The parameters that are integers: the two caps on tokens, and the number of choices. */
final class CountRows {

  private CountRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(cap("max_tokens").rows());
    rows.addAll(cap("max_completion_tokens").rows());
    rows.addAll(bothCaps().rows());
    rows.addAll(choices().rows());
    return rows;
  }

  private static Topic cap(String name) {
    return new Topic(name)
        .from(REFERENCE, name + ": Must be at least 1 if provided")
        .taken(name, "1", "16", "1000")
        .refused(name, "0", "-1", "-0", "-18446744073709551617")
        .from(PARAMETERS, "above the model's own cap: lowered silently")
        .taken(name, "2147483648", "999999999999", "9223372036854775808", "18446744073709551617")
        .from(PARAMETERS, "`16.0` and `1e1` are no integers: 400")
        .refused(name, "16.0", "1e1", "1E1", "1.5", "0.5", "1e400", "1e-400")
        .from(PARAMETERS, "null = absent for every optional one")
        .taken(name, "null")
        .from(PARAMETERS, "Wrong type 400")
        .refused(name, "'16'", "''", "true", "false", "[]", "[16]", "{}");
  }

  private static Topic bothCaps() {
    return new Topic("both caps")
        .from(REFERENCE, "If both are set, max_completion_tokens takes precedence")
        .row(
            "the newer is smaller",
            capped("'max_tokens':1000,'max_completion_tokens':1"),
            oneToken())
        .row("the older alone caps", capped("'max_tokens':1"), oneToken())
        .row(
            "the newer null leaves the older",
            capped("'max_tokens':1,'max_completion_tokens':null"),
            oneToken())
        .takes("the older is smaller", "'max_tokens':1,'max_completion_tokens':1000")
        .refuses(
            "the older 0 beside the newer",
            "'max_tokens':0,'max_completion_tokens':7",
            "max_tokens");
  }

  private static Ask capped(String members) {
    return Ask.json(
        "{'model':'$MODEL','messages':[{'role':'user','content':'Count from 1 to 100.'}],"
            + members
            + "}");
  }

  private static Check oneToken() {
    return Expected.status(200)
        .and(
            reply -> {
              long completion = reply.json().integer("usage.completion_tokens");
              Mismatch.unless(completion <= 1, "the cap was 1, the answer has " + completion);
              AnswerShape.requireText(reply.json(), "choices.0.finish_reason", "length");
            });
  }

  private static Topic choices() {
    return new Topic("n")
        .from(REFERENCE, "n: Only n=1 is accepted")
        .taken("n", "1")
        .refusedAs("unsupported_parameter", "n", "2", "3", "128", "18446744073709551617")
        .from(PARAMETERS, "n<1 ⇒ 400")
        .refused("n", "0", "-1", "-0", "-18446744073709551617")
        .from(PARAMETERS, "null = absent for every optional one")
        .taken("n", "null")
        .from(PARAMETERS, "Wrong type 400")
        .refused("n", "'1'", "'2'", "true", "false", "[]", "[1]", "{}", "0.5")
        .row("1.5 is refused", Ask.chat("'n':1.5"), anyRefusal())
        .row("2.0 is refused", Ask.chat("'n':2.0"), anyRefusal())
        .row("1e400 is refused", Ask.chat("'n':1e400"), anyRefusal());
  }

  /** More than 1 and no integer either: both codes are right. */
  private static Check anyRefusal() {
    return Expected.status(400).and(Expected.param("n"));
  }
}
