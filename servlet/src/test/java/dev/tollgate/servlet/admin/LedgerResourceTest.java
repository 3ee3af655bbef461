package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerResourceTest {

  private AdminServer server;
  private String account;

  @BeforeEach
  void bookThreeTransfers() throws Exception {
    server = AdminServer.start();
    account = server.account("Ada");
    String credits = "/accounts/" + account + "/credits";
    server.post(credits, "{\"credits\":10,\"reference\":\"inv-1\"}");
    server.post(credits, "{\"credits\":-2.5,\"reference\":\"back-1\"}");
    server.ledger.charge(
        new MemoryLedger.Charge(
            new AccountId(account), server.ledger.today(), "m", "k", "", Money.ofNanos(1)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void transfersComeNewestFirstEachWithTheBalanceAfterIt() throws Exception {
    var answer = server.get("/accounts/" + account + "/ledger");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            """
            {"object":"list","data":[\
            {"id":"tr_3","time":1795255200,"kind":"usage","credits":-0.000001,\
            "balance_credits":7.499999,"request_id":"req_2"},\
            {"id":"tr_2","time":1795255200,"kind":"adjustment","credits":-2.5,\
            "balance_credits":7.5,"reference":"back-1"},\
            {"id":"tr_1","time":1795255200,"kind":"topup","credits":10,\
            "balance_credits":10,"reference":"inv-1"}],"next_cursor":null}""");
  }

  @Test
  void theCursorLeadsThroughAllOfThemOnce() throws Exception {
    String path = "/accounts/" + account + "/ledger?limit=2";

    var first = server.get(path);
    var last = server.get(path + "&cursor=" + first.string("next_cursor"));

    assertThat(first.text()).contains("tr_3", "tr_2").doesNotContain("tr_1");
    assertThat(last.text()).contains("tr_1").doesNotContain("tr_2");
    assertThat(last.text()).endsWith("\"next_cursor\":null}");
  }
}
