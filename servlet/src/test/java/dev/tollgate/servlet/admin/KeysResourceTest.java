package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keys.Budget;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.keys.KeyModels;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.money.Money;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysResourceTest {

  private AdminServer server;
  private String account;
  private String path;

  @BeforeEach
  void openAnAccount() throws Exception {
    server = AdminServer.start();
    account = server.account("Ada");
    path = "/accounts/" + account + "/keys";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anIssuedKeyOpensTheDoorWithItsLimits() throws Exception {
    var answer =
        server.post(path, "{\"name\":\"app\",\"requests_per_minute\":5,\"requests_per_day\":100}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text())
        .contains("\"name\":\"app\"", "\"requests_per_minute\":5", "\"requests_per_day\":100")
        .contains("\"created\":1795255200");
    assertThat(answer.string("key")).startsWith("sk-tollgate-" + answer.string("id") + ".");
    assertThat(server.keys.authenticate(answer.string("key")))
        .contains(new Caller(new AccountId(account), answer.string("id"), new KeyLimits(5L, 100L)));
  }

  @Test
  void aKeyWithoutLimitsSaysNothingOfThem() throws Exception {
    var answer =
        server.post(
            path, "{\"name\":\"app\",\"requests_per_minute\":null,\"budget_credits\":null}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().members().keySet())
        .containsExactly("id", "key", "name", "account_id", "created");
  }

  @Test
  void theListHasNoSecretAndNoHash() throws Exception {
    String secret = server.post(path, "{\"name\":\"one\"}").string("key");
    server.post(path, "{\"name\":\"two\"}");

    var answer = server.get(path);

    assertThat(answer.text()).contains("\"name\":\"one\"", "\"name\":\"two\"");
    assertThat(answer.text())
        .doesNotContain(secret)
        .doesNotContain(secret.substring(secret.indexOf('.') + 1))
        .doesNotContain("\"key\"")
        .doesNotContain("sha256")
        .doesNotContainPattern("[0-9a-f]{64}");
  }

  @Test
  void keysComePageByPage() throws Exception {
    server.post(path, "{\"name\":\"one\"}");
    server.post(path, "{\"name\":\"two\"}");

    var first = server.get(path + "?limit=1");
    var last = server.get(path + "?limit=1&cursor=" + first.string("next_cursor"));

    assertThat(first.text()).contains("\"one\"").doesNotContain("\"two\"");
    assertThat(last.text()).contains("\"two\"").endsWith("\"next_cursor\":null}");
  }

  @Test
  void aRevokedKeyIsDeadAtOnceAndStaysInTheList() throws Exception {
    var issued = server.post(path, "{\"name\":\"app\"}");
    assertThat(server.keys.authenticate(issued.string("key"))).isPresent();

    var revoked = server.delete("/keys/" + issued.string("id"));

    assertThat(revoked.status()).isEqualTo(204);
    assertThat(revoked.text()).isEmpty();
    assertThat(revoked.header("Content-Type")).isEmpty();
    assertThat(server.keys.authenticate(issued.string("key"))).isEmpty();
    assertThat(server.get(path).text()).contains("\"revoked\":1795255200");
    assertThat(server.delete("/keys/" + issued.string("id")).status()).isEqualTo(204);
  }

  @Test
  void anUnknownKeyCannotBeRevoked() throws Exception {
    var answer = server.delete("/keys/AAAAAAAA");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error("message")).isEqualTo("There is no key of that id.");
  }

  @ParameterizedTest
  @CsvSource({
    "1800000000, 1800000000",
    "'\"2027-01-15T08:00:00Z\"', 1800000000",
    "'\"2027-01-15T09:00:00.75+01:00\"', 1800000000"
  })
  void theEndIsTakenInEitherFormAndAnsweredInSeconds(String written, long answered)
      throws Exception {
    var answer = server.post(path, "{\"name\":\"app\",\"expires\":" + written + "}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text()).contains("\"expires\":" + answered + "}");
  }

  @Test
  void aKeyWhoseEndHasPassedOpensNothing() throws Exception {
    var answer = server.post(path, "{\"name\":\"app\",\"expires\":\"2026-11-21T09:59:59Z\"}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(server.keys.authenticate(answer.string("key"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"tomorrow\"", "\"2027-01-15\"", "1800000000000", "-1", "1.5", "true", "\"\""})
  void whatIsNoTimeIsRefused(String expires) throws Exception {
    var answer = server.post(path, "{\"name\":\"app\",\"expires\":" + expires + "}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("param")).isEqualTo("expires");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "16.0", "1e1", "\"5\"", "18446744073709551617", "[]"})
  void whatIsNoLimitIsRefused(String limit) throws Exception {
    for (String name : new String[] {"requests_per_minute", "requests_per_day"}) {
      var answer = server.post(path, "{\"name\":\"app\",\"" + name + "\":" + limit + "}");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.error("param")).isEqualTo(name);
    }
    assertThat(server.get(path).text()).contains("\"data\":[]");
  }

  @Test
  void aMistypedLimitIsRefusedAndNotIgnored() throws Exception {
    var answer = server.post(path, "{\"name\":\"app\",\"request_per_minute\":5}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("param")).isEqualTo("request_per_minute");
    assertThat(answer.error("message")).contains("requests_per_minute");
    assertThat(server.get(path).text()).contains("\"data\":[]");
  }

  @Test
  void aKeyMayHaveLimitsOfItsCompletions() throws Exception {
    var answer =
        server.post(
            path,
            "{\"name\":\"app\",\"budget_credits\":2.5,\"budget_reset\":\"monthly\","
                + "\"concurrent_requests\":3,\"tokens_per_minute\":9000}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text())
        .contains(
            "\"concurrent_requests\":3",
            "\"tokens_per_minute\":9000",
            "\"budget_credits\":2.5",
            "\"budget_reset\":\"monthly\"");
    assertThat(server.get(path).text()).contains("\"budget_reset\":\"monthly\"");
    assertThat(server.keys.authenticate(answer.string("key")).orElseThrow().limits().completions())
        .isEqualTo(
            new CompletionLimits(
                3L, 9_000L, new Budget(Money.ofNanos(2_500_000), Budget.Reset.MONTHLY)));
  }

  @Test
  void aKeyMayBeBoundToModels() throws Exception {
    var answer =
        server.post(path, "{\"name\":\"app\",\"models\":[\"b/c\",\"a\"],\"quality\":0.90}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text()).contains("\"models\":[\"b/c\",\"a\"]", "\"quality\":0.9}");
    assertThat(server.get(path).text()).contains("\"models\":[\"b/c\",\"a\"]");
    assertThat(server.keys.authenticate(answer.string("key")).orElseThrow().limits().models())
        .isEqualTo(new KeyModels(List.of("b/c", "a"), new BigDecimal("0.90")));
  }

  @Test
  void aBudgetWithoutAResetIsForTheWholeLifeOfTheKey() throws Exception {
    var answer = server.post(path, "{\"name\":\"app\",\"budget_credits\":0.000001}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text())
        .contains("\"budget_credits\":0.000001")
        .doesNotContain("budget_reset");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "budget_credits      | \"budget_credits\":0",
        "budget_credits      | \"budget_credits\":-1",
        "budget_credits      | \"budget_credits\":\"5\"",
        "budget_credits      | \"budget_credits\":0.0000001",
        "budget_reset        | \"budget_credits\":5,\"budget_reset\":\"yearly\"",
        "budget_reset        | \"budget_credits\":5,\"budget_reset\":7",
        "budget_reset        | \"budget_reset\":\"daily\"",
        "concurrent_requests | \"concurrent_requests\":0",
        "tokens_per_minute   | \"tokens_per_minute\":1.5",
        "concurrent_requests | \"concurrent_requests\":\"many\"",
        "models              | \"models\":[]",
        "models              | \"models\":\"a\"",
        "models              | \"models\":[\"a\",\"a\"]",
        "models              | \"models\":[\"a b\"]",
        "models              | \"models\":[1]",
        "quality             | \"quality\":1.01",
        "quality             | \"quality\":-0.1",
        "quality             | \"quality\":0.1234567891",
        "quality             | \"quality\":1e-99999999999",
        "quality             | \"quality\":\"0.5\""
      })
  void whatIsNoBudgetOrBoundIsRefused(String param, String members) throws Exception {
    var answer = server.post(path, "{\"name\":\"app\"," + members + "}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("param")).isEqualTo(param);
  }

  @Test
  void aKeyNeedsAName() throws Exception {
    assertThat(server.post(path, "{}").error("param")).isEqualTo("name");
  }
}
