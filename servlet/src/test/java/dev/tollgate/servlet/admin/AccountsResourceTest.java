package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsResourceTest {

  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = AdminServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anOpenedAccountStartsWithNothing() throws Exception {
    var answer = server.post("/accounts", "{\"name\":\"Ada\"}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text())
        .isEqualTo(
            "{\"id\":\"acct_1\",\"name\":\"Ada\",\"balance_credits\":0,\"created\":1795255200}");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void anAccountIsShownByItsId() throws Exception {
    String id = server.account("Zoë 🚪");

    var answer = server.get("/accounts/" + id);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.string("name")).isEqualTo("Zoë 🚪");
  }

  @Test
  void accountsComePageByPageUntilTheCursorIsNull() throws Exception {
    server.account("one");
    server.account("two");
    server.account("three");

    var first = server.get("/accounts?limit=2");
    var last = server.get("/accounts?limit=2&cursor=" + first.string("next_cursor"));

    assertThat(first.text()).startsWith("{\"object\":\"list\",\"data\":[{\"id\":\"acct_1\"");
    assertThat(first.text()).contains("acct_2").doesNotContain("acct_3");
    assertThat(last.text()).contains("acct_3").doesNotContain("acct_1");
    assertThat(last.text()).endsWith("\"next_cursor\":null}");
  }

  @Test
  void noAccountsAreAnEmptyList() throws Exception {
    var answer = server.get("/accounts?cursor=&limit=");

    assertThat(answer.text()).isEqualTo("{\"object\":\"list\",\"data\":[],\"next_cursor\":null}");
  }

  @Test
  void anUnknownAccountIsNotFoundOnEveryPath() throws Exception {
    String key = "{\"name\":\"k\"}";
    String credits = "{\"credits\":1,\"reference\":\"r\"}";

    for (var answer :
        new AdminServer.Answer[] {
          server.get("/accounts/acct_9"),
          server.get("/accounts/acct_9/keys"),
          server.get("/accounts/acct_9/ledger"),
          server.get("/accounts/acct_9/usage"),
          server.post("/accounts/acct_9/keys", key),
          server.post("/accounts/acct_9/credits", credits)
        }) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.error("code")).isEqualTo("not_found");
      assertThat(answer.error("message")).isEqualTo("There is no account of that id.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":null}",
        "{\"name\":7}",
        "{\"name\":\"\"}",
        "{\"name\":\" \\u00a0\"}",
        "{\"name\":\"a\\u0000b\"}"
      })
  void aBadNameIsRefusedByTheFieldsName(String body) throws Exception {
    var answer = server.post("/accounts", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("code")).isEqualTo("invalid_request");
    assertThat(answer.error("param")).isEqualTo("name");
    assertThat(server.get("/accounts").text()).contains("\"data\":[]");
  }

  @Test
  void aNameIsCountedInCodePoints() throws Exception {
    var fits = server.post("/accounts", "{\"name\":\"" + "🚪".repeat(200) + "\"}");
    var tooLong = server.post("/accounts", "{\"name\":\"" + "x".repeat(201) + "\"}");

    assertThat(fits.status()).isEqualTo(201);
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.error("message")).contains("200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "limit=-1", "limit=99999999999"})
  void aBadLimitIsRefused(String query) throws Exception {
    var answer = server.get("/accounts?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("param")).isEqualTo("limit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor=a%00b", "cursor=a%27b", "cursor=1&cursor=2"})
  void aCursorThatNoPageGaveIsRefused(String query) throws Exception {
    var answer = server.get("/accounts?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("param")).isEqualTo("cursor");
  }

  @Test
  void aQueryThatCannotBeDecodedIsRefused() throws Exception {
    var answer = server.get("/accounts?cursor=%ff%fe");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("type")).isEqualTo("invalid_request_error");
  }
}
