package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreditsResourceTest {

  private AdminServer server;
  private String path;

  @BeforeEach
  void openAnAccount() throws Exception {
    server = AdminServer.start();
    path = "/accounts/" + server.account("Ada") + "/credits";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private AdminServer.Answer topUp(String credits, String reference) throws Exception {
    return server.post(path, "{\"credits\":" + credits + ",\"reference\":\"" + reference + "\"}");
  }

  @Test
  void creditsAreGivenAndTheBalanceIsExact() throws Exception {
    var answer = topUp("1000000.000001", "inv-1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo("{\"balance_credits\":1000000.000001,\"entry_id\":\"tr_1\"}");
  }

  @Test
  void negativeCreditsAreADebit() throws Exception {
    topUp("10", "inv-1");

    var answer = topUp("-10.5", "back-1");

    assertThat(answer.text()).contains("\"balance_credits\":-0.5,");
  }

  @Test
  void theSameReferenceAgainChangesNothingAndGivesTheStoredAnswer() throws Exception {
    var first = topUp("5", "inv-1");
    topUp("2", "inv-2");

    var again = topUp("5.000", "inv-1");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(server.ledger.transfers()).isEqualTo(2);
  }

  @Test
  void theSameReferenceWithOtherCreditsIsAConflict() throws Exception {
    topUp("5", "inv-1");

    var other = topUp("6", "inv-1");

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.error("type")).isEqualTo("idempotency_error");
    assertThat(other.error("param")).isEqualTo("reference");
    assertThat(server.ledger.transfers()).isEqualTo(1);
  }

  @Test
  void theSameReferenceOnAnotherAccountIsItsOwn() throws Exception {
    topUp("5", "inv-1");
    path = "/accounts/" + server.account("Bob") + "/credits";

    assertThat(topUp("6", "inv-1").text()).contains("\"balance_credits\":6,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.0",
        "0e999999999",
        "1.0000001",
        "1e-7",
        "9000000000.000001",
        "18446744073709551617",
        "1e999999999",
        "1e99999999999",
        "-1e99999999999",
        "\"5\"",
        "true",
        "null",
        "[5]"
      })
  void whatIsNoAmountOfCreditsIsRefused(String credits) throws Exception {
    var answer = topUp(credits, "inv-1");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("code")).isEqualTo("invalid_request");
    assertThat(answer.error("param")).isEqualTo("credits");
    assertThat(server.ledger.transfers()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e3", "1000.0000000", "9000000000", "-9000000000", "0.000001"})
  void anyWayToWriteAnAmountOfCreditsIsTaken(String credits) throws Exception {
    assertThat(topUp(credits, "inv-1").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"credits\":1}",
        "{\"credits\":1,\"reference\":null}",
        "{\"credits\":1,\"reference\":\"\"}",
        "{\"credits\":1,\"reference\":5}",
        "{\"credits\":1,\"reference\":\"a\\nb\"}"
      })
  void aReferenceIsRequired(String body) throws Exception {
    var answer = server.post(path, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("param")).isEqualTo("reference");
    assertThat(server.ledger.transfers()).isZero();
  }

  @Test
  void aNoteIsOptionalAndBounded() throws Exception {
    String start = "{\"credits\":1,\"reference\":\"r\",\"note\":";

    var tooLong = server.post(path, start + "\"" + "x".repeat(1001) + "\"}");
    var absent = server.post(path, start + "null}");

    assertThat(tooLong.error("param")).isEqualTo("note");
    assertThat(absent.status()).isEqualTo(200);
  }

  @Test
  void aReferenceTooLongIsRefused() throws Exception {
    assertThat(topUp("1", "x".repeat(200)).status()).isEqualTo(200);
    assertThat(topUp("1", "x".repeat(201)).error("param")).isEqualTo("reference");
  }
}
