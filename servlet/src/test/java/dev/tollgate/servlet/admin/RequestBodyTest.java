package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {

  private static final String BODY = "{\"name\":\"Ada\"}";

  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = AdminServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private AdminServer.Answer post(String contentType, BodyPublisher body) throws Exception {
    return server.send(server.admin("/accounts").header("Content-Type", contentType).POST(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "Application/JSON; charset=utf-8", "application/json ;x=y"})
  void jsonIsTakenInAnyCaseAndCharset(String contentType) throws Exception {
    assertThat(post(contentType, BodyPublishers.ofString(BODY)).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ";"})
  void anotherContentTypeIsRefused(String contentType) throws Exception {
    var answer = post(contentType, BodyPublishers.ofString(BODY));

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.error("code")).isEqualTo("unsupported_media_type");
  }

  @Test
  void noContentTypeIsRefused() throws Exception {
    var answer = server.send(server.admin("/accounts").POST(BodyPublishers.ofString(BODY)));

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void aCompressedBodyIsRefused() throws Exception {
    var answer =
        server.send(
            server
                .admin("/accounts")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString(BODY)));

    assertThat(answer.status()).isEqualTo(415);
  }

  @Test
  void aBodyOverTheBoundIsRefusedAndTheAnswerArrives() throws Exception {
    byte[] large = " ".repeat(500_000).getBytes(StandardCharsets.UTF_8);

    var declared = post("application/json", BodyPublishers.ofByteArray(large));
    var chunked =
        post(
            "application/json",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

    assertThat(declared.status()).isEqualTo(413);
    assertThat(chunked.status()).isEqualTo(413);
    assertThat(chunked.error("code")).isEqualTo("request_too_large");
  }

  @Test
  void aBodyOfExactlyTheBoundIsTaken() throws Exception {
    String padded = BODY + " ".repeat(RequestBody.MAX_BYTES - BODY.length());

    assertThat(post("application/json", BodyPublishers.ofString(padded)).status()).isEqualTo(201);
    assertThat(post("application/json", BodyPublishers.ofString(padded + " ")).status())
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"name\"",
        "null",
        "{\"name\":\"Ada\"",
        "{\"name\":\"Ada\"} x",
        "{'name':'Ada'}",
        "{\"name\":\"a\\ud800b\"}",
        "{\"name\":\"Ada\",\"name\":\"Bob\"}"
      })
  void whatIsNoJsonObjectIsRefused(String body) throws Exception {
    var answer = post("application/json", BodyPublishers.ofString(body));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("code")).isEqualTo("invalid_request");
    assertThat(answer.error("message")).startsWith("The body must be a JSON object");
  }

  @Test
  void brokenUtf8IsRefused() throws Exception {
    byte[] latin = "{\"name\":\"Zoë\"}".getBytes(StandardCharsets.ISO_8859_1);

    var answer = post("application/json", BodyPublishers.ofByteArray(latin));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("message")).contains("UTF-8");
  }

  @Test
  void anUnknownMemberIsRefusedByItsNameUnlessThatIsTooLong() throws Exception {
    var named = post("application/json", BodyPublishers.ofString("{\"nmae\":\"Ada\"}"));
    var endless =
        post("application/json", BodyPublishers.ofString("{\"" + "x".repeat(999) + "\":1}"));

    assertThat(named.error("param")).isEqualTo("nmae");
    assertThat(endless.status()).isEqualTo(400);
    assertThat(endless.text()).doesNotContain("xxx");
  }
}
