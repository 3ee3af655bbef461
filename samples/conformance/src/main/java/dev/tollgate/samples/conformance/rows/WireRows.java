package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.RawConnection;
import dev.tollgate.samples.conformance.client.Reply;
import java.io.IOException;
import java.util.List;

/** The forms of HTTP/1 that clients use, and misuse. */
final class WireRows {

  private static final String NEW = "HTTP/1.1";
  private static final String OLD = "HTTP/1.0";
  private static final Ask WHOLE = Ask.chat("");
  private static final Ask STREAM = Ask.chat("'stream':true");

  private WireRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("http");
    upgrades(topic);
    expectations(topic);
    oldVersions(topic);
    framing(topic);
    broken(topic);
    connections(topic);
    return topic.rows();
  }

  private interface Talk {
    void over(RawConnection connection) throws IOException;
  }

  private static void talk(Topic topic, String what, Talk talk) {
    topic.row(
        what,
        server -> {
          try (RawConnection connection = server.connect()) {
            talk.over(connection);
          }
        });
  }

  private static void upgrades(Topic topic) {
    topic
        .from(TRANSPORT, "tolerate `Upgrade: h2c` (answer in 1.1, or really upgrade)")
        .row(
            "h2c for models",
            s -> Expected.status(200).check(s.sendUpgrading(Ask.get("/v1/models"))))
        .row("h2c for an answer", s -> Expected.taken().check(s.sendUpgrading(WHOLE)))
        .row("h2c for a stream", s -> Expected.stream(chunks -> {}).check(s.sendUpgrading(STREAM)))
        .row("h2c for a refusal", s -> Expected.notRead().check(s.sendUpgrading(Ask.text("{"))));
  }

  private static void expectations(Topic topic) {
    topic.from(TRANSPORT, "tolerate … `Expect`");
    talk(
        topic,
        "100-continue, the body after the 100",
        connection -> {
          connection.chatHead(
              NEW, "Content-Length: " + connection.lengthOf(WHOLE), "Expect: 100-continue");
          Expected.status(100).check(connection.reply());
          connection.send(connection.bodyOf(WHOLE));
          Expected.taken().check(connection.reply());
        });
    talk(
        topic,
        "100-continue, the body at once",
        connection -> {
          connection.chat(NEW, WHOLE, "Expect: 100-continue");
          Reply reply = connection.reply();
          Expected.taken().check(reply.status() == 100 ? connection.reply() : reply);
        });
    talk(
        topic,
        "100-continue without a key is refused",
        connection -> {
          connection.head(
              "POST " + Ask.CHAT + " HTTP/1.1",
              "Content-Type: application/json",
              "Content-Length: 100",
              "Expect: 100-continue");
          Expected.error(401, "authentication_error", "unauthorized").check(connection.reply());
        });
  }

  private static void oldVersions(Topic topic) {
    topic.from(TRANSPORT, "tolerate … HTTP/1.0");
    talk(
        topic,
        "1.0, an answer",
        connection -> {
          Expected.taken().check(connection.chat(OLD, WHOLE).reply());
          Mismatch.unless(connection.isClosed(), "the connection stays open");
        });
    talk(
        topic,
        "1.0, a stream",
        connection -> {
          Reply reply = connection.chat(OLD, STREAM).reply();
          Expected.stream(chunks -> {}).check(reply);
          Expected.noHeader("transfer-encoding").check(reply);
        });
    talk(
        topic,
        "1.0, models",
        connection -> {
          connection.head("GET /v1/models " + OLD, "Authorization: Bearer $KEY");
          Expected.status(200).check(connection.reply());
        });
    talk(
        topic,
        "1.0, a refusal",
        connection -> Expected.notRead().check(connection.chat(OLD, Ask.text("{")).reply()));
  }

  private static void framing(Topic topic) {
    topic.from(TRANSPORT, "chunked bodies");
    talk(
        topic,
        "a byte a chunk",
        connection -> {
          connection.chatHead(NEW, "Transfer-Encoding: chunked");
          StringBuilder chunks = new StringBuilder();
          connection.bodyOf(WHOLE).chars().forEach(c -> chunks.append("1\r\n" + (char) c + "\r\n"));
          Expected.taken().check(connection.send(chunks + "0\r\n\r\n").reply());
        });
    talk(
        topic,
        "chunks with extensions and a trailer",
        connection -> {
          connection.chatHead(NEW, "Transfer-Encoding: chunked", "Trailer: X-Sum");
          connection.send(Integer.toHexString(connection.lengthOf(WHOLE)) + ";a=b\r\n");
          connection.send(connection.bodyOf(WHOLE) + "\r\n0\r\nX-Sum: 1\r\n\r\n");
          Expected.taken().check(connection.reply());
        });
    talk(
        topic,
        "a stream is in chunks",
        connection -> {
          Reply reply = connection.chat(NEW, STREAM).reply();
          Expected.stream(c -> {})
              .and(Expected.header("transfer-encoding", "chunked"))
              .check(reply);
        });
  }

  private static void broken(Topic topic) {
    topic.from(TRANSPORT, "HTTP/1.1");
    for (String framing : List.of("Transfer-Encoding: chunked", "Content-Length: 6")) {
      talk(
          topic,
          "a length beside " + framing,
          connection -> {
            connection.chatHead(NEW, "Content-Length: 5", framing);
            Expected.status(400).check(connection.send("0\r\n\r\n").reply());
            Mismatch.unless(connection.isClosed(), "the connection stays open");
          });
    }
    talk(
        topic,
        "no host",
        connection -> {
          connection.send("GET /v1/models HTTP/1.1\r\n\r\n");
          Expected.status(400).check(connection.reply());
        });
    talk(
        topic,
        "no HTTP at all",
        connection -> {
          connection.send("hello\r\n\r\n");
          Expected.status(400).check(connection.reply());
        });
    talk(
        topic,
        "header names in other cases",
        connection -> {
          int length = connection.lengthOf(WHOLE);
          connection.head(
              "POST " + Ask.CHAT + " HTTP/1.1",
              "AUTHORIZATION: Bearer $KEY",
              "content-type: application/json",
              "cOnTeNt-LeNgTh: " + length);
          Expected.taken().check(connection.send(connection.bodyOf(WHOLE)).reply());
        });
  }

  private static void connections(Topic topic) {
    topic.from(TRANSPORT, "HTTP/1.1");
    talk(
        topic,
        "one connection, many requests",
        connection -> {
          for (int i = 0; i < 3; i++) {
            Expected.taken().check(connection.chat(NEW, WHOLE).reply());
            Expected.stream(chunks -> {}).check(connection.chat(NEW, STREAM).reply());
            Expected.notRead().check(connection.chat(NEW, Ask.text("{")).reply());
          }
        });
    talk(
        topic,
        "a second request before the first answer",
        connection -> {
          connection.chat(NEW, WHOLE).chat(NEW, STREAM);
          Expected.taken().check(connection.reply());
          Expected.stream(chunks -> {}).check(connection.reply());
        });
    talk(
        topic,
        "Connection: close closes",
        connection -> {
          Expected.taken().check(connection.chat(NEW, WHOLE, "Connection: close").reply());
          Mismatch.unless(connection.isClosed(), "the connection stays open");
        });
  }
}
