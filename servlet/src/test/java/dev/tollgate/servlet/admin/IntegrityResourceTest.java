package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.json.JsonText;
import dev.tollgate.ledger.Integrity;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntegrityResourceTest {

  @Test
  void theCheckCountsWhatItSaw() throws Exception {
    try (AdminServer server = AdminServer.start()) {
      String account = server.account("Ada");
      server.post("/accounts/" + account + "/credits", "{\"credits\":10,\"reference\":\"r\"}");
      server.account("Bob");

      var answer = server.get("/integrity");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text())
          .isEqualTo("{\"ok\":true,\"accounts\":2,\"entries\":1,\"open_holds\":0,\"problems\":[]}");
    }
  }

  @Test
  void aBrokenInvariantIsNamed() {
    Integrity broken = new Integrity(1, 2, 3, List.of("account acct_1 is off by 1"));

    assertThat(JsonText.of(AdminJson.integrity(broken)))
        .isEqualTo(
            "{\"ok\":false,\"accounts\":1,\"entries\":2,\"open_holds\":3,"
                + "\"problems\":[\"account acct_1 is off by 1\"]}");
  }
}
