package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTokenTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer " + AdminServer.TOKEN + "x",
        "Bearer \t" + AdminServer.TOKEN,
        "Bearer THE-OPERATORS-TOKEN",
        "Bearer",
        "Basic " + AdminServer.TOKEN,
        AdminServer.TOKEN
      })
  void anyOtherCredentialGetsTheOneAnswer(String authorization) throws Exception {
    try (AdminServer server = AdminServer.start()) {
      var wrong = server.send(server.to("/accounts").header("Authorization", authorization));
      var missing = server.send(server.to("/accounts"));

      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(wrong.header("Cache-Control")).isEqualTo("no-store");
      assertThat(wrong.error("code")).isEqualTo("unauthorized");
      assertThat(wrong.text()).isEqualTo(missing.text());
    }
  }

  @Test
  void theSchemesCaseAndMoreSpacesDoNotMatter() throws Exception {
    try (AdminServer server = AdminServer.start()) {
      var answer =
          server.send(
              server.to("/accounts").header("Authorization", "bEARER  " + AdminServer.TOKEN));

      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void twoHeadersOpenNothingEvenIfBothAreRight() throws Exception {
    try (AdminServer server = AdminServer.start()) {
      String right = "Bearer " + AdminServer.TOKEN;

      var answer =
          server.send(
              server.to("/accounts").header("Authorization", right).header("Authorization", right));

      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @Test
  void anApiKeyOpensNothing() throws Exception {
    try (AdminServer server = AdminServer.start()) {
      String path = "/accounts/" + server.account("Ada") + "/keys";
      String key = server.post(path, "{\"name\":\"app\"}").string("key");

      var answer = server.send(server.to(path).header("Authorization", "Bearer " + key));

      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @Test
  void aBodyIsNotEvenReadWithoutTheToken() throws Exception {
    try (AdminServer server = AdminServer.start()) {
      var answer =
          server.send(server.to("/accounts").POST(BodyPublishers.ofString("no json at all")));

      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void withoutATokenTheWholeApiIsNotThere(String token) throws Exception {
    try (AdminServer server = AdminServer.start(token)) {
      for (String authorization : new String[] {"Bearer ", "Bearer", "Bearer   ", "x"}) {
        var answer = server.send(server.to("/accounts").header("Authorization", authorization));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error("code")).isEqualTo("not_found");
      }
      assertThat(server.send(server.to("/accounts").DELETE()).status()).isEqualTo(404);
    }
  }

  @Test
  void itShowsNothingOfTheToken() {
    assertThat(new AdminToken("secret")).hasToString("AdminToken[set]");
    assertThat(new AdminToken("")).hasToString("AdminToken[off]");
  }
}
