package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.DOCUMENTATION;
import static dev.tollgate.samples.conformance.rows.Documents.LIMITS;
import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.Reply;
import dev.tollgate.samples.conformance.client.Server;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The headers of every answer: how the limits stand, and the request's id. */
final class LimitRows {

  private LimitRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(limits().rows());
    rows.addAll(ids().rows());
    return rows;
  }

  private static Topic limits() {
    Topic topic = new Topic("rate limit").from(DOCUMENTATION, "included in response headers");
    Check minute = window("", 60);
    Check day = window("-Day", 86_400);
    topic
        .row("minute on 200", Ask.chat(""), Expected.status(200).and(minute))
        .row("day on 200", Ask.chat(""), Expected.status(200).and(day))
        .from(LIMITS, "Six X-RateLimit-* headers as integers on every authenticated answer")
        .row("on a stream", Ask.chat("'stream':true"), Expected.status(200).and(minute).and(day))
        .row("on models", Ask.get("/v1/models"), Expected.status(200).and(minute).and(day))
        .row("on a model", Ask.get("/v1/models/$MODEL"), Expected.status(200).and(minute).and(day))
        .row("on an unknown model", Ask.get("/v1/models/x"), Expected.status(404).and(minute))
        .row("on 400 of JSON", Ask.text("{"), Expected.status(400).and(minute).and(day))
        .row("on 400 of a rule", Ask.chat("'n':2"), Expected.status(400).and(minute).and(day))
        .row("on 415", Ask.chat("").contentType("text/plain"), Expected.status(415).and(minute))
        .from(LIMITS, "No Retry-After on 402/200")
        .row(
            "no wait on 200",
            Ask.chat(""),
            Expected.status(200).and(Expected.noHeader("retry-after")))
        .from(LIMITS, "Every authenticated request that gets past the limiter counts")
        .row("a 400 counts", server -> counts(server, Ask.text("{")))
        .row("a list of models counts", server -> counts(server, Ask.get("/v1/models")));
    return topic;
  }

  private static Check window(String suffix, long seconds) {
    return reply -> {
      long limit = integer(reply, "x-ratelimit-limit-requests" + suffix);
      long remaining = integer(reply, "x-ratelimit-remaining-requests" + suffix);
      long reset = integer(reply, "x-ratelimit-reset-requests" + suffix);
      Mismatch.unless(limit >= 1, "the limit is " + limit);
      Mismatch.unless(remaining < limit, "this request was not counted: " + remaining);
      long now = sent(reply);
      Mismatch.unless(
          reset >= now && reset <= now + seconds + 1,
          "the reset is not within " + seconds + " s of " + now + ": " + reset);
    };
  }

  /** When the answer was sent, by the server's own clock. */
  private static long sent(Reply reply) {
    String date = reply.requiredHeader("date");
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
    } catch (DateTimeParseException e) {
      throw new Mismatch("the Date is " + date);
    }
  }

  private static long integer(Reply reply, String name) {
    String value = reply.requiredHeader(name);
    Mismatch.unless(value.matches("\\d{1,18}"), name + " is no integer: " + value);
    return Long.parseLong(value);
  }

  private static void counts(Server server, Ask ask) throws IOException, InterruptedException {
    String name = "x-ratelimit-remaining-requests-day";
    Reply before = server.send(Ask.get("/v1/models"));
    Reply counted = server.send(ask);
    boolean sameDay =
        before
            .header("x-ratelimit-reset-requests-day")
            .equals(counted.header("x-ratelimit-reset-requests-day"));
    Mismatch.unless(
        !sameDay || integer(counted, name) < integer(before, name), "it was not counted");
  }

  private static Topic ids() {
    String sentence = "`x-request-id: req_…` own, new, on every answer";
    Topic topic = new Topic("x-request-id").from(TRANSPORT, sentence);
    Check id =
        reply ->
            Mismatch.unless(
                reply.requiredHeader("x-request-id").matches("req_[A-Za-z0-9_-]{8,}"),
                "x-request-id is " + reply.header("x-request-id"));
    return topic
        .row("on 200", Ask.chat(""), Expected.status(200).and(id))
        .row("on a stream", Ask.chat("'stream':true"), Expected.status(200).and(id))
        .row("on models", Ask.get("/v1/models"), Expected.status(200).and(id))
        .row("on 204", Ask.of("OPTIONS", Ask.CHAT), Expected.status(204).and(id))
        .row("on 400", Ask.text("{"), Expected.status(400).and(id))
        .row("on 401", Ask.chat("").withoutKey(), Expected.status(401).and(id))
        .row("on 404", Ask.get("/v1/nothing"), Expected.status(404).and(id))
        .row("on 405", Ask.get(Ask.CHAT), Expected.status(405).and(id))
        .row("on 415", Ask.chat("").contentType("x/y"), Expected.status(415).and(id))
        .row(
            "new each time, whatever the caller sends",
            server -> {
              Set<String> seen = new HashSet<>(Set.of("req_mine1234"));
              for (Ask ask : List.of(Ask.chat(""), Ask.chat(""), Ask.text("{"), Ask.get("/v1"))) {
                Reply reply = server.send(ask.header("x-request-id", "req_mine1234"));
                Mismatch.unless(seen.add(reply.header("x-request-id")), "an id came again");
              }
            });
  }
}
