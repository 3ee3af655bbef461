package dev.tollgate.servlet.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keys.ApiKey;
import dev.tollgate.keys.ApiKeyStore;
import dev.tollgate.keys.ApiKeys;
import dev.tollgate.keys.IssuedKey;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.keys.KeyOrder;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Page;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.fixtures.RawHttp;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.RequestAttributes;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiKeyFilterTest {

  private final ApiKeys keys =
      new ApiKeys("sk-tollgate", new Rows(), InstantSource.system(), new SecureRandom());
  private final IssuedKey issued =
      keys.issue(new KeyOrder(new AccountId("acct_1"), "a key", KeyLimits.NONE, null));
  private final String secret = issued.secret();
  private final Container container =
      new JettyContainer(
          new App()
              .filter("/*", new ApiKeyFilter(keys, new ErrorWriter()))
              .work(
                  "/*",
                  (request, response) ->
                      response
                          .getWriter()
                          .print(RequestAttributes.caller(request).account().value())));
  private final Client client = new Client(container);

  /** Rows in memory. */
  private static final class Rows implements ApiKeyStore {
    private final Map<String, ApiKey> rows = new ConcurrentHashMap<>();

    @Override
    public boolean add(ApiKey key) {
      return rows.putIfAbsent(key.id(), key) == null;
    }

    @Override
    public Optional<ApiKey> find(String id) {
      return Optional.ofNullable(rows.get(id));
    }

    @Override
    public Page<ApiKey> list(AccountId account, String cursor, int limit) {
      return new Page<>(List.copyOf(rows.values()), null);
    }

    @Override
    public boolean revoke(String id, Instant now) {
      ApiKey k = rows.get(id);
      if (k == null) {
        return false;
      }
      rows.put(
          id,
          new ApiKey(
              id, k.account(), k.name(), k.sha256(), k.limits(), k.created(), k.expiry(), now));
      return true;
    }
  }

  @AfterEach
  void stop() {
    container.close();
  }

  @Test
  void aValidKeyLeavesItsCaller() throws Exception {
    for (String scheme : List.of("Bearer ", "bearer ", "BEARER ", "Bearer  ", "Bearer     ")) {
      HttpResponse<String> response = client.get("/", "Authorization", scheme + secret);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("acct_1");
    }
  }

  @Test
  void whatIsNoValidKeyGetsOneAndTheSame401() throws Exception {
    String missing = RawHttp.send(container.port(), request(""));
    String other = secret.substring(0, secret.length() - 1) + (secret.endsWith("0") ? "1" : "0");
    List<String> headers =
        List.of(
            "Authorization: \r\n",
            "Authorization: Bearer\r\n",
            "Authorization: Bearer \r\n",
            "Authorization: " + secret + "\r\n",
            "Authorization: Basic " + secret + "\r\n",
            "Authorization: Bearer" + secret + "\r\n",
            "Authorization: Bearer \t" + secret + "\r\n",
            "Authorization: Bearer\t" + secret + "\r\n",
            "Authorization: Bearer " + secret + " x\r\n",
            "Authorization: Bearer " + secret + ",\r\n",
            "Authorization: Bearer \"" + secret + "\"\r\n",
            "Authorization: Bearer \u00a0" + secret + "\r\n",
            "Authorization: Bearer " + secret.toUpperCase(Locale.ROOT) + "\r\n",
            "Authorization: Bearer " + other + "\r\n",
            "Authorization: Bearer " + secret + "0\r\n",
            "Authorization: Bearer sk-tollgate-aaaaaaaa." + "a".repeat(32) + "\r\n",
            "Authorization: Bearer " + "a".repeat(4000) + "\r\n",
            ("Authorization: Bearer " + secret + "\r\n").repeat(2),
            "Authorization: Bearer " + secret + "\r\nauthorization: Bearer x\r\n");

    assertThat(missing)
        .startsWith("HTTP/1.1 401")
        .containsIgnoringCase("WWW-Authenticate: Bearer")
        .contains("\"authentication_error\"", "\"unauthorized\"");
    for (String header : headers) {
      String answer = RawHttp.send(container.port(), request(header));
      assertThat(withoutDate(answer)).as(header.trim()).isEqualTo(withoutDate(missing));
    }
  }

  @Test
  void aKeyInTheQueryIsNone() throws Exception {
    assertThat(client.get("/?api_key=" + secret + "&authorization=Bearer+" + secret).statusCode())
        .isEqualTo(401);
  }

  @Test
  void aRevokedKeyIsDeadAtOnceAndAnsweredAsAnUnknownOne() throws Exception {
    HttpResponse<String> unknown = client.get("/");
    assertThat(client.get("/", "Authorization", "Bearer " + secret).statusCode()).isEqualTo(200);

    keys.revoke(issued.key().id());
    HttpResponse<String> revoked = client.get("/", "Authorization", "Bearer " + secret);

    assertThat(revoked.statusCode()).isEqualTo(401);
    assertThat(revoked.body()).isEqualTo(unknown.body());
  }

  private static String request(String header) {
    return "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + header + "\r\n";
  }

  private static String withoutDate(String answer) {
    return answer.replaceFirst("(?i)date: [^\r]*\r\n", "");
  }
}
