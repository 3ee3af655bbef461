package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator's script really gets, against {@code /openapi.json}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DescribedAdminTest {

  private static final String ACCOUNTS = "/admin/v1/accounts";

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Caller admin = new Caller(gateway.address(), LiveSetup.ADMIN_TOKEN);
  private ApiDescription api;

  @BeforeAll
  void prepare() throws Exception {
    api = ApiDescription.of(gateway);
  }

  private Answer get(String operation, String path) throws Exception {
    HttpResponse<String> response = admin.get(path);
    api.check("GET " + operation, response);
    return Answer.of(response.body());
  }

  private Answer post(String operation, String path, String body) throws Exception {
    HttpResponse<String> response = admin.post(path, body);
    api.check("POST " + operation, response);
    return Answer.of(response.body());
  }

  @Test
  void everyAdminCallAnswersAsDescribed() throws Exception {
    String account = post(ACCOUNTS, ACCOUNTS, "{\"name\":\"acme\"}").text("id");
    String its = ACCOUNTS + "/" + account;
    String one = ACCOUNTS + "/{id}";
    post(ACCOUNTS, ACCOUNTS, "{\"name\":\"other\"}");
    get(ACCOUNTS, ACCOUNTS);
    get(ACCOUNTS, ACCOUNTS + "?limit=1");
    get(one, its);
    post(one + "/credits", its + "/credits", "{\"credits\":1000.000001,\"reference\":\"a\"}");
    post(one + "/credits", its + "/credits", "{\"credits\":-0.5,\"reference\":\"b\"}");
    post(one + "/credits", its + "/credits", "{\"credits\":7,\"reference\":\"a\"}");
    Answer plain = post(one + "/keys", its + "/keys", "{\"name\":\"plain\"}");
    Answer limited =
        post(
            one + "/keys",
            its + "/keys",
            """
            {"name":"limited","requests_per_minute":5,"requests_per_day":6,\
            "expires":"2999-01-31T12:00:00Z"}""");
    api.check("DELETE /admin/v1/keys/{id}", admin.send("DELETE", key(limited)));
    get(one + "/keys", its + "/keys");
    provider.next(ProviderAnswers.whole("Hi.", 24, 9));
    assertThat(new Caller(gateway.address(), plain.text("key")).chat(Question.PLAIN).statusCode())
        .isEqualTo(200);
    get(one + "/ledger", its + "/ledger");
    get(one + "/ledger", its + "/ledger?limit=1");
    for (String group : Set.of("day", "model", "key", "call_name")) {
      get(one + "/usage", its + "/usage?group_by=" + group);
    }
    get("/admin/v1/integrity", "/admin/v1/integrity");
    get("/admin/v1/upstreams", "/admin/v1/upstreams");
    String routes = "/admin/v1/routes";
    post(routes, routes, "{\"upstream\":\"second\",\"model\":\"two-routes\",\"enabled\":false}");
    post(routes, routes, "{\"upstream\":\"second\",\"enabled\":true}");
    post(routes, routes, "{\"upstream\":\"third\",\"enabled\":true}");
    refusals(account);

    Set<String> answered = new TreeSet<>();
    api.seen().stream()
        .filter(seen -> seen.matches(".* 20[014]"))
        .forEach(seen -> answered.add(seen.substring(0, seen.lastIndexOf(' '))));
    assertThat(answered)
        .containsAll(api.operations().stream().filter(o -> o.contains(" /admin/")).toList());
    assertThat(api.seen()).contains("POST " + one + "/credits 409");
  }

  private static String key(Answer issued) {
    return "/admin/v1/keys/" + issued.text("id");
  }

  private void refusals(String account) throws Exception {
    Caller stranger = new Caller(gateway.address(), "");
    String one = ACCOUNTS + "/{id}";
    for (String rest : Set.of("", "/keys", "/ledger", "/usage")) {
      get(one + rest, ACCOUNTS + "/acct_none" + rest);
      api.check("GET " + one + rest, stranger.get(ACCOUNTS + "/" + account + rest));
    }
    get(ACCOUNTS, ACCOUNTS + "?limit=0");
    post(ACCOUNTS, ACCOUNTS, "{\"nam\":\"x\"}");
    post(ACCOUNTS, ACCOUNTS, " ".repeat(70_000));
    api.check("POST " + ACCOUNTS, admin.send("POST", ACCOUNTS));
    api.check("DELETE /admin/v1/keys/{id}", admin.send("DELETE", "/admin/v1/keys/none"));

    assertThat(api.seen())
        .contains(
            "GET " + one + " 404",
            "GET " + one + " 401",
            "GET " + ACCOUNTS + " 400",
            "POST " + ACCOUNTS + " 400",
            "POST " + ACCOUNTS + " 413",
            "POST " + ACCOUNTS + " 415",
            "DELETE /admin/v1/keys/{id} 404");
  }
}
