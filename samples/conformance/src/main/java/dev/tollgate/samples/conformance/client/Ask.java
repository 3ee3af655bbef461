package dev.tollgate.samples.conformance.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request, to be sent by the {@link Server}: by default with the key and, where it has a body,
 * as JSON. In its path, body and header values {@code $MODEL} and {@code $KEY} stand for those of
 * the target. JSON is written with single quotes where the wire has double ones. Immutable.
 */
public final class Ask {

  /** The path of completions. */
  public static final String CHAT = "/v1/chat/completions";

  /** A question of one message, as JSON with single quotes. */
  public static final String MESSAGES = "'messages':[{'role':'user','content':'Say hi.'}]";

  private static final String AUTHORIZATION = "Authorization";
  private static final String CONTENT_TYPE = "Content-Type";

  /** One header line. */
  public record Header(String name, String value) {}

  private final String method;
  private final String path;
  private final List<Header> headers;
  private final byte[] body;
  private final boolean chunked;

  private Ask(String method, String path, List<Header> headers, byte[] body, boolean chunked) {
    this.method = method;
    this.path = path;
    this.headers = List.copyOf(headers);
    this.body = body;
    this.chunked = chunked;
  }

  /** A request without a body. */
  public static Ask of(String method, String path) {
    List<Header> headers = List.of(new Header(AUTHORIZATION, "Bearer $KEY"));
    return new Ask(method, path, headers, new byte[0], false);
  }

  /** A GET. */
  public static Ask get(String path) {
    return of("GET", path);
  }

  /** A completion with those bytes as its body. */
  public static Ask bytes(byte[] body) {
    return of("POST", CHAT).header(CONTENT_TYPE, "application/json").body(body);
  }

  /** A completion with that body, single quotes standing for double ones. */
  public static Ask json(String body) {
    return bytes(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** A completion with that text as its body, quotes as they are. */
  public static Ask text(String body) {
    return bytes(body.getBytes(StandardCharsets.UTF_8));
  }

  /** A sound completion with those further members, such as {@code 'temperature':1}. */
  public static Ask chat(String members) {
    return json("{'model':'$MODEL'," + MESSAGES + (members.isEmpty() ? "" : "," + members) + "}");
  }

  /** A completion of those messages. */
  public static Ask messages(String... messages) {
    return json("{'model':'$MODEL','messages':[" + String.join(",", messages) + "]}");
  }

  /** The same with one more header line. */
  public Ask header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Ask(method, path, more, body, chunked);
  }

  /** The same without any header of that name. */
  public Ask without(String name) {
    List<Header> fewer = new ArrayList<>(headers);
    fewer.removeIf(header -> header.name().equalsIgnoreCase(name));
    return new Ask(method, path, fewer, body, chunked);
  }

  /** The same with that {@code Authorization} header only. */
  public Ask authorization(String value) {
    return withoutKey().header(AUTHORIZATION, value);
  }

  /** The same without a key. */
  public Ask withoutKey() {
    return without(AUTHORIZATION);
  }

  /** The same with that content type only. */
  public Ask contentType(String value) {
    return without(CONTENT_TYPE).header(CONTENT_TYPE, value);
  }

  /** The same with that body. */
  public Ask body(byte[] other) {
    return new Ask(method, path, headers, other.clone(), chunked);
  }

  /** The same to another path. */
  public Ask to(String other) {
    return new Ask(method, other, headers, body, chunked);
  }

  /** The same with its body in chunks, of a length that is not announced. */
  public Ask inChunks() {
    return new Ask(method, path, headers, body, true);
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  List<Header> headers() {
    return headers;
  }

  boolean isChunked() {
    return chunked;
  }

  /** The body as it is sent. Latin-1 keeps every byte, also where they are no UTF-8. */
  byte[] bodyFor(Target target) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    return target.fill(text).getBytes(StandardCharsets.ISO_8859_1);
  }
}
