package dev.tollgate.samples.conformance.rows;

import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The outcomes that rows expect. */
final class Expected {

  static final String INVALID = "invalid_request_error";
  static final String INVALID_REQUEST = "invalid_request";

  private Expected() {}

  /** A whole answer of status 200. */
  static Check taken() {
    return answer(answer -> {});
  }

  /** The same, with more to check in it. */
  static Check answer(Consumer<JsonValue> more) {
    return reply -> {
      status(200).check(reply);
      JsonValue answer = reply.json();
      AnswerShape.check(answer);
      more.accept(answer);
    };
  }

  /** A stream of status 200, with more to check in its chunks. */
  static Check stream(Consumer<List<JsonValue>> more) {
    return reply -> {
      status(200).check(reply);
      List<JsonValue> chunks = reply.events().chunks();
      StreamShape.check(chunks);
      more.accept(chunks);
    };
  }

  /** 400 for that parameter, or for something inside of it. */
  static Check refused(String param) {
    return refused(INVALID_REQUEST, param);
  }

  /** The same with another code. */
  static Check refused(String code, String param) {
    return error(400, INVALID, code).and(param(param));
  }

  /** 400 for a body that has no parameters to name. */
  static Check notRead() {
    return error(400, INVALID, INVALID_REQUEST)
        .and(
            reply ->
                Mismatch.unless(
                    reply.json().isNull("error.param"), "error.param should be null: " + reply));
  }

  /** An error of that status, type and code in the form that all errors have. */
  static Check error(int status, String type, String code) {
    return status(status)
        .and(
            reply -> {
              requireErrorShape(reply);
              requireText(reply, "error.type", type);
              requireText(reply, "error.code", code);
            });
  }

  /** One of those statuses. */
  static Check status(Integer... statuses) {
    return reply ->
        Mismatch.unless(
            Arrays.asList(statuses).contains(reply.status()),
            "expected status " + List.of(statuses) + ", got " + reply.shown());
  }

  /** The parameter that an error names: that one, or a path into it. */
  static Check param(String param) {
    return reply -> {
      String named = reply.json().text("error.param");
      Mismatch.unless(
          named.equals(param) || named.startsWith(param + ".") || named.startsWith(param + "["),
          "error.param should be " + param + "; it is " + named);
    };
  }

  /** A header with exactly that value. */
  static Check header(String name, String value) {
    return reply ->
        Mismatch.unless(
            reply.header(name).equals(value),
            name + " should be '" + value + "'; it is '" + reply.header(name) + "'");
  }

  /** A header that lists that word among others, in any case. */
  static Check headerLists(String name, String word) {
    return reply ->
        Mismatch.unless(
            List.of(reply.header(name).toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                .contains(word.toLowerCase(Locale.ROOT)),
            name + " should list " + word + "; it is '" + reply.header(name) + "'");
  }

  /** A header that is not there. */
  static Check noHeader(String name) {
    return reply ->
        Mismatch.unless(
            reply.all(name).isEmpty(), name + " should not be there; it is " + reply.all(name));
  }

  /** The form of errors: {@code {"error":{message,type,code,param}}}, as JSON. */
  static void requireErrorShape(Reply reply) {
    String type = reply.requiredHeader("content-type");
    Mismatch.unless(type.startsWith("application/json"), "the error's content type is " + type);
    JsonValue error = reply.json();
    Mismatch.unless(error.names("").equals(Set.of("error")), "more than 'error': " + reply.body());
    Mismatch.unless(
        error.names("error").equals(Set.of("message", "type", "code", "param")),
        "an error has message, type, code and param: " + reply.body());
    Mismatch.unless(!error.text("error.message").isBlank(), "the error's message is blank");
    Mismatch.unless(
        error.isNull("error.param") || !error.text("error.param").isEmpty(),
        "error.param is a name or null");
  }

  private static void requireText(Reply reply, String path, String value) {
    String found = reply.json().text(path);
    Mismatch.unless(found.equals(value), path + " should be " + value + "; it is " + reply.shown());
  }
}
