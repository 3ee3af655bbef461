package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Metadata, and the one key in it that means something. */
final class MetadataRows {

  private static final String CODE_POINTS =
      "keys ≤ 64, values strings ≤ 512, counted in code points";
  private static final String SMILE = "😀";

  private MetadataRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(pairs().rows());
    rows.addAll(callName().rows());
    return rows;
  }

  private static Topic pairs() {
    String name = "metadata";
    return new Topic(name)
        .from(REFERENCE, "metadata: A set of up to 16 key-value pairs")
        .taken(name, "{}", "{'a':'b'}", "{'a':''}", "{'a':'b','c':'d'}")
        .takes("16 pairs", "'metadata':{" + pairs(16) + "}")
        .refuses("17 pairs", "'metadata':{" + pairs(17) + "}", name)
        .refuses("200 pairs", "'metadata':{" + pairs(200) + "}", name)
        .takes("15 pairs and a call_name", "'metadata':{" + pairs(15) + ",'call_name':'c'}")
        .refuses("16 pairs and a call_name", "'metadata':{" + pairs(16) + ",'call_name':'c'}", name)
        .from(REFERENCE, "Keys: max 64 characters. Values: max 512 characters")
        .takes("a key of 64", pair("k".repeat(64), "v"))
        .refuses("a key of 65", pair("k".repeat(65), "v"), name)
        .takes("a value of 512", pair("k", "v".repeat(512)))
        .refuses("a value of 513", pair("k", "v".repeat(513)), name)
        .from(PARAMETERS, CODE_POINTS)
        .takes("a key of 64 emoji", pair(SMILE.repeat(64), "v"))
        .refuses("a key of 65 emoji", pair(SMILE.repeat(65), "v"), name)
        .refuses("a key of 64 emoji and a letter", pair(SMILE.repeat(64) + "k", "v"), name)
        .refuses("a key of 33 letters with accents apart", pair("e\u0301".repeat(33), "v"), name)
        .takes("a value of 512 emoji", pair("k", SMILE.repeat(512)))
        .refuses("a value of 513 emoji", pair("k", SMILE.repeat(513)), name)
        .refuses("a value of 512 emoji and a letter", pair("k", SMILE.repeat(512) + "v"), name)
        .takes("a value of 512 escaped emoji", pair("k", "\\ud83d\\ude00".repeat(512)))
        .refused(name, "{'k':1}", "{'k':1.5}", "{'k':true}", "{'k':null}", "{'k':[]}", "{'k':{}}")
        .refused(name, "{'a':'b','c':2}")
        .from(PARAMETERS, "null = absent for every optional one")
        .taken(name, "null")
        .from(PARAMETERS, "Wrong type 400")
        .refused(name, "'x'", "''", "1", "true", "false", "[]", "[{}]", "[['a','b']]");
  }

  private static Topic callName() {
    Topic topic =
        new Topic("call_name")
            .from(REFERENCE, "call_name must be 64 characters or less")
            .takes("1 character", named("'c'"))
            .takes("64 characters", named("'" + "c".repeat(64) + "'"))
            .takes("64 emoji", named("'" + SMILE.repeat(64) + "'"))
            .takes("spaces around", named("' c '"))
            .takes("a no-break space inside", named("'a\u00a0b'"));
    blank(topic, "65 characters", "'" + "c".repeat(65) + "'");
    blank(topic, "65 emoji", "'" + SMILE.repeat(65) + "'");
    blank(topic, "64 emoji and a letter", "'" + SMILE.repeat(64) + "c'");
    blank(topic, "600 characters", "'" + "c".repeat(600) + "'");
    topic.from(REFERENCE, "call_name cannot be empty or whitespace-only");
    blank(topic, "empty", "''");
    blank(topic, "a space", "' '");
    blank(topic, "64 spaces", "'" + " ".repeat(64) + "'");
    blank(topic, "tab and line break", "'\\t\\r\\n'");
    topic.from(PARAMETERS, "call_name 1–64, not blank (Unicode) ⇒ invalid_call_name");
    String[] blanks = {
      "0085", "00a0", "1680", "2000", "2003", "2007", "2028", "2029", "202f", "205f", "3000"
    };
    for (String point : blanks) {
      blank(topic, "U+" + point, "'\\u" + point + "'");
    }
    blank(topic, "spaces of three kinds", "'\u00a0 \u3000'");
    order(topic);
    return topic;
  }

  private static void order(Topic topic) {
    topic.from(PARAMETERS, "invalid_call_name, checked first");
    String blank = "'call_name':' '";
    rejected(topic, "before audio", "'audio':{},'metadata':{" + blank + "}");
    rejected(topic, "before n", "'n':5,'metadata':{" + blank + "}");
    rejected(topic, "before temperature", "'temperature':9,'metadata':{" + blank + "}");
    rejected(topic, "before the number of pairs", "'metadata':{" + pairs(17) + "," + blank + "}");
    rejected(topic, "before the other values", "'metadata':{'k':1," + blank + "}");
    topic
        .row(
            "before an unknown model is refused",
            Ask.json("{'model':'none','metadata':{" + blank + "}," + Ask.MESSAGES + "}"),
            invalid())
        .row(
            "before no messages is refused",
            Ask.json("{'model':'$MODEL','metadata':{" + blank + "}}"),
            invalid())
        .row(
            "before an image is refused",
            Ask.json(
                "{'model':'$MODEL','metadata':{"
                    + blank
                    + "},'messages':[{'role':'user','content':[{'type':'image_url'}]}]}"),
            invalid())
        .from(REFERENCE, "There is no top-level call_name parameter")
        .takes("a blank one at the top", "'call_name':' '")
        .takes("a number at the top", "'call_name':1");
  }

  private static Check invalid() {
    return Expected.refused("invalid_call_name", "metadata");
  }

  private static void blank(Topic topic, String what, String value) {
    rejected(topic, what, named(value));
  }

  private static void rejected(Topic topic, String what, String members) {
    topic.row(what + " is refused", Ask.chat(members), invalid());
  }

  private static String named(String value) {
    return "'metadata':{'call_name':" + value + "}";
  }

  private static String pair(String key, String value) {
    return "'metadata':{'" + key + "':'" + value + "'}";
  }

  private static String pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'k" + i + "':'v'")
        .collect(Collectors.joining(","));
  }
}
