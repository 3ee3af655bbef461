package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.money.Money;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageResourceTest {

  private AdminServer server;
  private String account;
  private String path;

  @BeforeEach
  void useTheAccountOnThreeDays() throws Exception {
    server = AdminServer.start();
    account = server.account("Ada");
    path = "/accounts/" + account + "/usage";
    charge("2026-11-21", "stansa-g4", "chat");
    charge("2026-11-21", "stansa-d1", "");
    charge("2026-10-23", "stansa-g4", "chat");
    charge("2026-10-22", "stansa-g4", "old");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void charge(String day, String model, String callName) {
    server.ledger.charge(
        new MemoryLedger.Charge(
            new AccountId(account),
            LocalDate.parse(day),
            model,
            "AAAAAAAA",
            callName,
            Money.ofNanos(1_500_000)));
  }

  @Test
  void byDefaultItIsTheLastThirtyDaysByDay() throws Exception {
    var answer = server.get(path + "?from=&to=&group_by=");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            """
            {"object":"list","data":[\
            {"day":"2026-10-23","requests":1,"prompt_tokens":10,"completion_tokens":5,\
            "credits":1.5},\
            {"day":"2026-11-21","requests":2,"prompt_tokens":20,"completion_tokens":10,\
            "credits":3}],"next_cursor":null}""");
  }

  @ParameterizedTest
  @CsvSource({
    "model, '\"model\":\"stansa-g4\",\"requests\":2'",
    "key, '\"key\":\"AAAAAAAA\",\"requests\":3'",
    "call_name, '\"call_name\":\"\",\"requests\":1'",
    "day, '\"day\":\"2026-11-21\",\"requests\":2'"
  })
  void theGroupIsNamedAfterWhatWasAskedFor(String groupBy, String expected) throws Exception {
    assertThat(server.get(path + "?group_by=" + groupBy).text()).contains(expected);
  }

  @Test
  void bothDaysOfARangeAreIncluded() throws Exception {
    var answer = server.get(path + "?from=2026-10-22&to=2026-10-23");

    assertThat(answer.text()).contains("2026-10-22", "2026-10-23").doesNotContain("2026-11-21");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-30", "2026-1-1", "yesterday", "1969-12-31", "%2B99999-01-01"})
  void whatIsNoDayIsRefused(String day) throws Exception {
    assertThat(server.get(path + "?from=" + day).error("param")).isEqualTo("from");
    assertThat(server.get(path + "?to=" + day).error("param")).isEqualTo("to");
  }

  @Test
  void aRangeThatRunsBackwardsIsRefused() throws Exception {
    var answer = server.get(path + "?from=2026-11-22");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("param")).isEqualTo("from");
    assertThat(answer.error("message")).contains("2026-11-21");
  }

  @Test
  void anUnknownGroupingIsRefusedWithTheOnesThereAre() throws Exception {
    var answer = server.get(path + "?group_by=DAY");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error("param")).isEqualTo("group_by");
    assertThat(answer.error("message")).contains("day, model, key, call_name");
  }
}
