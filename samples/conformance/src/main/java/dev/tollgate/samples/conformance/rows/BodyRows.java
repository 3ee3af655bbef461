package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes that are a request, and bytes that are none. */
final class BodyRows {

  private static final String SOUND = "{\"model\":\"$MODEL\"," + quoted(Ask.MESSAGES);

  private BodyRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(json().rows());
    rows.addAll(duplicates().rows());
    rows.addAll(nesting().rows());
    rows.addAll(utf8().rows());
    return rows;
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }

  private static void notRead(Topic topic, String what, String body) {
    topic.row(what + " is refused", Ask.text(body), Expected.notRead());
  }

  private static void member(Topic topic, String what, String member) {
    notRead(topic, what, SOUND + "," + member + "}");
  }

  private static Topic json() {
    Topic topic = new Topic("body").from(TRANSPORT, "Body: an object");
    for (String body : new String[] {"[]", "\"x\"", "1", "null", "true"}) {
      notRead(topic, body, body);
    }
    notRead(topic, "an array around the request", "[" + SOUND + "}]");
    notRead(topic, "nothing", "");
    notRead(topic, "blanks", " \n\t ");
    topic.row("{} lacks messages", Ask.text("{}"), Expected.refused("messages"));
    topic.from(TRANSPORT, "Body: no trailing text");
    notRead(topic, "a second object", SOUND + "} {}");
    notRead(topic, "a word behind", SOUND + "}x");
    notRead(topic, "a bracket behind", SOUND + "}}");
    notRead(topic, "a comma behind", SOUND + "},");
    notRead(topic, "a zero byte behind", SOUND + "}\u0000");
    topic.row("blanks around", Ask.text(" \r\n\t" + SOUND + "}\n\n  "), Expected.taken());
    topic.from(TRANSPORT, "Body: application/json … an object");
    notRead(topic, "an open object", SOUND);
    notRead(topic, "{", "{");
    notRead(topic, "an open string", SOUND + ",\"a\":\"");
    notRead(topic, "a form", "model=x&messages=y");
    notRead(topic, "single quotes", "{'model':'$MODEL'," + Ask.MESSAGES + "}");
    member(topic, "a trailing comma", "\"a\":1,");
    member(topic, "a bare name", "a:1");
    member(topic, "no value", "\"a\":");
    member(topic, "a bare word", "\"a\":yes");
    member(topic, "a comment", "\"a\":1/*x*/");
    member(topic, "a line comment", "\"a\":1//x\n");
    for (String word : new String[] {"NaN", "Infinity", "-Infinity", "True", "None", "undefined"}) {
      member(topic, word, "\"seed\":" + word);
    }
    for (String number :
        new String[] {"+1", "01", "-01", ".5", "1.", "1e", "0x10", "1_000", "--1"}) {
      member(topic, "the number " + number, "\"temperature\":" + number);
    }
    member(topic, "a raw line break in a string", "\"user\":\"a\nb\"");
    member(topic, "a raw zero in a string", "\"user\":\"a\u0000b\"");
    member(topic, "the escape \\x", "\"user\":\"\\x41\"");
    member(topic, "half an escape", "\"user\":\"\\u12\"");
    member(topic, "an array with a hole", "\"a\":[1,,2]");
    member(topic, "an array with a trailing comma", "\"a\":[1,]");
    return topic;
  }

  private static Topic duplicates() {
    Topic topic = new Topic("duplicates").from(TRANSPORT, "duplicate keys refused");
    member(topic, "model twice", "\"model\":\"$MODEL\"");
    member(topic, "messages twice", quoted(Ask.MESSAGES));
    member(topic, "an unknown member twice", "\"a\":1,\"a\":1");
    member(topic, "the same in escapes", "\"\\u006dodel\":\"$MODEL\"");
    member(topic, "in metadata", "\"metadata\":{\"a\":\"b\",\"a\":\"b\"}");
    member(topic, "in an ignored member", "\"logit_bias\":{\"1\":1,\"1\":1}");
    member(topic, "deep inside", "\"x\":[[{\"y\":{\"a\":1,\"a\":2}}]]");
    member(topic, "an empty name", "\"x\":{\"\":1,\"\":2}");
    notRead(
        topic,
        "in a message",
        "{\"model\":\"$MODEL\",\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]}");
    return topic
        .row(
            "the same name in two objects",
            Ask.text(SOUND + ",\"x\":[{\"a\":1},{\"a\":1}],\"a\":1}"),
            Expected.taken())
        .row("names in two cases", Ask.text(SOUND + ",\"a\":1,\"A\":1}"), Expected.taken());
  }

  private static Topic nesting() {
    Topic topic = new Topic("nesting").from(TRANSPORT, "nesting limit (256; 66 must pass)");
    for (int depth : new int[] {2, 66, 255, 256}) {
      topic.row(depth + " deep is taken", nested(depth), Expected.taken());
    }
    topic.row("66 deep in a tool's schema is taken", schema(66), Expected.taken());
    for (int depth : new int[] {257, 258, 1000, 100_000}) {
      topic.row(depth + " deep is refused", nested(depth), Expected.notRead());
    }
    notRead(topic, "100000 open brackets", "[".repeat(100_000));
    notRead(topic, "100000 open objects", "{\"a\":".repeat(100_000));
    return topic;
  }

  /** A body with arrays so deep, the body itself counted. */
  private static Ask nested(int depth) {
    return Ask.text(SOUND + ",\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}");
  }

  private static Ask schema(int depth) {
    String open = "{\"properties\":".repeat(depth / 2) + "{}" + "}".repeat(depth / 2);
    return Ask.text(
        SOUND
            + ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
            + open
            + "}}]}");
  }

  private static Topic utf8() {
    Topic topic = new Topic("utf-8").from(TRANSPORT, "UTF-8 strictly");
    topic.row(
        "every plane is taken", user("é ß 漢 😀 \u2028 \uffff".getBytes(UTF)), Expected.taken());
    broken(topic, "a lone FF", 0xff);
    broken(topic, "a lone continuation", 0x80);
    broken(topic, "an unfinished sequence", 0xc3, '(');
    broken(topic, "a cut sequence of three", 0xe2, 0x82);
    broken(topic, "an overlong slash", 0xc0, 0xaf);
    broken(topic, "an overlong zero", 0xc0, 0x80);
    broken(topic, "a surrogate", 0xed, 0xa0, 0x80);
    broken(topic, "a surrogate pair", 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80);
    broken(topic, "beyond U+10FFFF", 0xf4, 0x90, 0x80, 0x80);
    broken(topic, "Latin-1", 0xe9);
    for (Charset charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      topic.row(
          charset + " is refused", Ask.bytes((SOUND + "}").getBytes(charset)), Expected.notRead());
    }
    topic.from(TRANSPORT, "an object, no trailing text");
    notRead(topic, "a byte order mark", "\ufeff" + SOUND + "}");
    return topic;
  }

  private static final Charset UTF = StandardCharsets.UTF_8;

  private static void broken(Topic topic, String what, int... bytes) {
    byte[] text = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      text[i] = (byte) bytes[i];
    }
    topic.row(what + " is refused", user(text), Expected.notRead());
  }

  private static Ask user(byte[] text) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes((SOUND + ",\"user\":\"").getBytes(UTF));
    body.writeBytes(text);
    body.writeBytes("\"}".getBytes(UTF));
    return Ask.bytes(body.toByteArray());
  }
}
