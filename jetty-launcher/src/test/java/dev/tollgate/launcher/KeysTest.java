package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may come in, and who can pay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeysTest {

  private static final String UNAUTHORIZED =
      "{\"error\":{\"message\":\"A valid API key is required, as the header 'Authorization:"
          + " Bearer <key>'.\",\"type\":\"authentication_error\",\"code\":\"unauthorized\","
          + "\"param\":null}}";

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();

  @BeforeAll
  void prepare() throws Exception {
    provider.otherwise(() -> ProviderAnswers.whole("Hi.", 24, 9));
  }

  private static void checkUnauthorized(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(response.body()).isEqualTo(UNAUTHORIZED);
    assertThat(response.headers().map()).doesNotContainKey("x-ratelimit-limit-requests");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sk-tollgate-",
        "sk-other-AAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "sk-tollgate-AAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void everyBadKeyGetsTheSameAnswer(String key) throws Exception {
    Caller caller = new Caller(gateway.address(), key);

    checkUnauthorized(caller.chat(Question.PLAIN));
    checkUnauthorized(caller.get("/v1/models"));
    checkUnauthorized(caller.get("/v1/credits"));
  }

  @Test
  void secretOfAKnownKeyCannotBeGuessed() throws Exception {
    String key = gateway.rich().key();
    String wrong = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");

    checkUnauthorized(new Caller(gateway.address(), wrong).chat(Question.PLAIN));
  }

  @Test
  void twoAuthorizationHeadersAreNone() throws Exception {
    Customer customer = gateway.rich();

    checkUnauthorized(
        new Caller(gateway, customer)
            .chat(Question.PLAIN, "Authorization", "Bearer " + customer.key()));
  }

  @Test
  void schemeIsReadInAnyCase() throws Exception {
    Customer customer = gateway.rich();

    HttpResponse<String> response =
        new Caller(gateway.address(), "")
            .chat(Question.PLAIN, "Authorization", "bEARER " + customer.key());

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void revokedKeyStopsWorkingAtOnceAndTheOthersGoOn() throws Exception {
    Customer customer = gateway.rich();
    AdminCaller admin = new AdminCaller(gateway.address());
    Customer sibling = admin.key(customer.account(), "{\"name\":\"second\"}");
    assertThat(new Caller(gateway, customer).chat(Question.PLAIN).statusCode()).isEqualTo(200);

    admin.revoke(customer.keyId());

    checkUnauthorized(new Caller(gateway, customer).chat(Question.PLAIN));
    assertThat(new Caller(gateway, sibling).chat(Question.PLAIN).statusCode()).isEqualTo(200);
  }

  @Test
  void adminTokenIsNoKeyAndAKeyIsNoAdminToken() throws Exception {
    checkUnauthorized(new Caller(gateway.address(), LiveSetup.ADMIN_TOKEN).chat(Question.PLAIN));
    assertThat(new Caller(gateway, gateway.rich()).get("/admin/v1/accounts").statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "0.000001"})
  void accountWithoutCreditsReachesNoUpstream(String credits) throws Exception {
    Customer poor = gateway.customer(credits);
    int before = provider.requests().size();

    HttpResponse<String> whole = new Caller(gateway, poor).chat(Question.PLAIN);
    HttpResponse<String> stream = new Caller(gateway, poor).chat(Question.STREAM);

    for (HttpResponse<String> refused : List.of(whole, stream)) {
      assertThat(refused.statusCode()).isEqualTo(402);
      Answer error = Answer.of(refused.body());
      assertThat(error.text("error.type")).isEqualTo("insufficient_quota");
      assertThat(error.text("error.code")).isEqualTo("insufficient_credits");
      assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    }
    assertThat(provider.requests()).hasSize(before);
    gateway.checkUncharged(poor);
  }

  @Test
  void accountWithoutCreditsSeesModelsAndItsBalance() throws Exception {
    Caller poor = new Caller(gateway, gateway.customer("0"));

    assertThat(poor.get("/v1/models").statusCode()).isEqualTo(200);
    assertThat(Answer.of(poor.get("/v1/credits").body()).number("data.balance_credits"))
        .isEqualByComparingTo("0");
  }

  @Test
  void smallBalanceLowersTheOutputCapInsteadOfRefusing() throws Exception {
    // Enough for the prompt and 300 tokens of output at $6.50 a million, not for 500.
    Customer poor = gateway.customer("2");

    HttpResponse<String> response = new Caller(gateway, poor).chat(Question.PLAIN);

    assertThat(response.statusCode()).isEqualTo(200);
    String sent = provider.requests().get(provider.requests().size() - 1).body();
    assertThat(Answer.of(sent).integer("max_tokens")).isBetween(256L, 310L);
    gateway.checkBooks();
  }
}
