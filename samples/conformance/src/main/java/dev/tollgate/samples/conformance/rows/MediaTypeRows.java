package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.RawConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What a body is declared to be, how large it may be, and what the caller accepts. */
final class MediaTypeRows {

  /** The default limit, and less than what is drained above it. */
  private static final int TOO_MUCH = (16 << 20) + (64 << 10);

  private static final String REQUEST = "{\"model\":\"$MODEL\"," + Ask.MESSAGES.replace('\'', '"');

  private MediaTypeRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(types().rows());
    rows.addAll(encodings().rows());
    rows.addAll(sizes().rows());
    return rows;
  }

  private static Check unsupported() {
    return Expected.error(415, Expected.INVALID, "unsupported_media_type");
  }

  private static Topic types() {
    Topic topic =
        new Topic("content type").from(TRANSPORT, "Body: `application/json` (any case/charset)");
    String[] taken = {
      "application/json",
      "application/json; charset=utf-8",
      "application/json;charset=UTF-8",
      "application/json; charset=\"utf-8\"",
      "application/json ; charset=utf-8",
      "application/json; charset=iso-8859-1",
      "application/json; charset=us-ascii",
      "application/json;",
      "APPLICATION/JSON",
      "Application/Json; Charset=Utf-8",
      "application/json; profile=x"
    };
    for (String type : taken) {
      topic.row(type + " is taken", Ask.chat("").contentType(type), Expected.taken());
    }
    topic.from(TRANSPORT, "content type 415");
    String[] refused = {
      "text/plain",
      "text/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "application/jsonl",
      "application/json-patch+json",
      "application/vnd.api+json",
      "application/octet-stream",
      "*/*",
      "json",
      "text/plain; x=application/json"
    };
    for (String type : refused) {
      topic.row(type + " is refused", Ask.chat("").contentType(type), unsupported());
    }
    return topic
        .row("none is refused", Ask.chat("").without("Content-Type"), unsupported())
        .from(TRANSPORT, "any Accept")
        .row("Accept text/html", Ask.chat("").header("Accept", "text/html"), Expected.taken())
        .row("Accept image/png", Ask.chat("").header("Accept", "image/png"), Expected.taken())
        .row(
            "Accept json for a stream",
            Ask.chat("'stream':true").header("Accept", "application/json"),
            Expected.stream(chunks -> {}))
        .row(
            "Accept events for a whole answer",
            Ask.chat("").header("Accept", "text/event-stream"),
            Expected.taken());
  }

  private static Topic encodings() {
    byte[] plain = (REQUEST + "}").getBytes(StandardCharsets.UTF_8);
    return new Topic("encoding")
        .from(TRANSPORT, "chunked bodies")
        .row("in chunks", Ask.chat("").inChunks(), Expected.taken())
        .row("a stream in chunks", Ask.chat("'stream':true").inChunks(), Expected.stream(c -> {}))
        .row("a wrong body in chunks", Ask.text("{").inChunks(), Expected.notRead())
        .from(TRANSPORT, "gzip bodies: read under the same size limit or 415")
        .row(
            "what claims to be gzip and is not",
            Ask.bytes(plain).header("Content-Encoding", "gzip"),
            Expected.status(400, 415))
        .row(
            "gzip of no sound request",
            Ask.bytes(gzip("[]".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Encoding", "gzip"),
            Expected.status(400, 415))
        .row(
            "an unknown encoding",
            Ask.bytes(plain).header("Content-Encoding", "x-rot13"),
            Expected.status(415))
        .row("identity", Ask.bytes(plain).header("Content-Encoding", "identity"), Expected.taken());
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static Topic sizes() {
    String large = REQUEST + ",\"user\":\"" + "x".repeat(TOO_MUCH) + "\"}";
    Check tooLarge = Expected.error(413, Expected.INVALID, "request_too_large");
    return new Topic("size")
        .from(TRANSPORT, "size limit (`server.max-body`, default 16 MiB)")
        .row(
            "1 MiB is taken",
            Ask.text(REQUEST + ",\"user\":\"" + "x".repeat(1 << 20) + "\"}"),
            Expected.taken())
        .row("16 MiB and more", server -> tooLarge.check(server.send(Ask.text(large))))
        .from(TRANSPORT, "drain on 413 so the answer survives")
        .row(
            "16 MiB and more in chunks",
            server -> tooLarge.check(server.send(Ask.text(large).inChunks())))
        .row(
            "the next request after it is answered",
            server -> {
              tooLarge.check(server.send(Ask.text(large)));
              var next = server.send(Ask.chat(""));
              Mismatch.unless(next.status() == 200, "the next one got " + next.shown());
            })
        .from(TRANSPORT, "Order of refusal: content type 415 → size 413 → JSON 400")
        .row(
            "the content type comes first",
            server -> {
              try (RawConnection connection = server.connect()) {
                connection.head(
                    "POST " + Ask.CHAT + " HTTP/1.1",
                    "Authorization: Bearer $KEY",
                    "Content-Type: text/plain",
                    "Content-Length: " + TOO_MUCH);
                unsupported().check(connection.reply());
              }
            })
        .row(
            "the JSON comes later",
            server -> tooLarge.check(server.send(Ask.text("{" + "x".repeat(TOO_MUCH)))));
  }
}
