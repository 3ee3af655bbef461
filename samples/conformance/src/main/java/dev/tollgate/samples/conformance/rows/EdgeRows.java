package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.AUTH;
import static dev.tollgate.samples.conformance.rows.Documents.MESSAGES;
import static dev.tollgate.samples.conformance.rows.Documents.PARAMETERS;
import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.RawConnection;
import java.util.List;

/** Where two rules, or two readers of one message, meet. */
final class EdgeRows {

  private static final String IMAGE =
      "[{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}}]";
  private static final String LARGE = "{\"user\":\"" + "x".repeat(512 << 10) + "\"}";

  private EdgeRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("edge");
    requests(topic);
    connections(topic);
    drains(topic);
    return topic.rows();
  }

  private static void requests(Topic topic) {
    topic
        .from(AUTH, "`Bearer` case-insensitive")
        .row(
            "two spaces before the key",
            Ask.chat("").authorization("Bearer  $KEY"),
            Expected.taken())
        .from(TRANSPORT, "path 404")
        .row("two slashes", Ask.get("//v1/models"), notFound())
        .row("two slashes inside", Ask.get("/v1//models"), notFound())
        .row("an escaped slash before the models", Ask.get("/v1%2Fmodels"), notFound())
        .row(
            "an escaped slash before the path",
            Ask.chat("").to("/v1%2fchat/completions"),
            notFound())
        .row("an escaped slash in the path", Ask.chat("").to("/v1/chat%2Fcompletions"), notFound())
        .row(
            "an escaped slash before the models, without a key",
            Ask.get("/v1%2Fmodels").withoutKey(),
            notFound())
        .from(TRANSPORT, "`application/json` (any case/charset)")
        .row(
            "a charset that nobody knows",
            Ask.chat("").contentType("application/json; charset=bogus"),
            Expected.taken())
        .from(MESSAGES, "image_url, input_audio (D also file) anywhere ⇒ unsupported_modality")
        .row(
            "an image beside a call id that nobody called",
            Ask.messages("{'role':'tool','tool_call_id':'nobody','content':" + IMAGE + "}"),
            Expected.refused("unsupported_modality", "messages"))
        .from(PARAMETERS, "Ignored: the 13, not validated")
        .takes("a seed of 100 digits", "'seed':" + "9".repeat(100))
        .from(PARAMETERS, "Ranges inclusive")
        .takes("a temperature of 60 digits", "'temperature':1." + "0".repeat(60))
        .takes("a bias of 500 digits", "'logit_bias':{'1':0." + "3".repeat(500) + "}");
  }

  private static Check notFound() {
    return Expected.error(404, "not_found", "not_found");
  }

  private static void connections(Topic topic) {
    topic
        .from(TRANSPORT, "OPTIONS anywhere: 204 without key")
        .row(
            "OPTIONS *",
            server -> {
              try (RawConnection connection = server.connect()) {
                connection.head("OPTIONS * HTTP/1.1", "Origin: https://app.example");
                Expected.status(204)
                    .and(Expected.header("access-control-allow-origin", "*"))
                    .check(connection.reply());
              }
            })
        .from(TRANSPORT, "HTTP/1.0")
        .row(
            "a transfer coding in HTTP/1.0 is refused and closed",
            server -> {
              try (RawConnection connection = server.connect()) {
                connection.chatHead("HTTP/1.0", "Transfer-Encoding: chunked");
                Expected.status(400).check(connection.send("0\r\n\r\n").reply());
                Mismatch.unless(connection.isClosed(), "the connection stays open");
              }
            });
  }

  private static void drains(Topic topic) {
    topic.from(TRANSPORT, "drain … so the answer survives");
    refused(topic, "401 to 512 KiB", Ask.text(LARGE).authorization("Bearer x"), 401);
    refused(topic, "404 to 512 KiB", Ask.text(LARGE).to("/v1/nothing"), 404);
    refused(topic, "405 to 512 KiB", Ask.text(LARGE).to("/v1/models"), 405);
    refused(topic, "415 to 512 KiB", Ask.text(LARGE).contentType("text/plain"), 415);
  }

  private static void refused(Topic topic, String what, Ask ask, int status) {
    topic
        .row(what, ask, Expected.status(status))
        .row(
            what + ", and the next request",
            server -> {
              Expected.status(status).check(server.send(ask));
              Expected.taken().check(server.send(Ask.chat("")));
            });
  }
}
