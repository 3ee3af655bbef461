package dev.tollgate.servlet.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.UpstreamHealth;
import dev.tollgate.upstream.UpstreamFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamsTest {

  private AdminServer server;

  @BeforeEach
  void start() throws Exception {
    server = AdminServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private UpstreamHealth.Visit visit(String upstream) {
    return server.healths.enter(new Candidate(new NamedUpstream(upstream), "gpt")).orElseThrow();
  }

  @Test
  void eachUpstreamTellsHowItDoes() throws Exception {
    UpstreamHealth.Visit well = visit("openai");
    well.answers();
    well.succeeded();
    visit("openai");
    visit("openai").failed(UpstreamFailure.of(UpstreamFailure.Kind.SERVER_ERROR, "500"));
    visit("backup").failed(UpstreamFailure.of(UpstreamFailure.Kind.ACCOUNT_EMPTY, "402"));

    AdminServer.Answer answer = server.get("/upstreams");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":["
                + "{\"id\":\"openai\",\"circuit\":\"closed\",\"in_flight\":1,\"successes\":1,"
                + "\"errors\":{\"server_error\":1},\"latency_ms\":{\"p50\":0,\"p95\":0},"
                + "\"first_token_ms\":{\"p50\":0,\"p95\":0},\"routes\":["
                + route("openai", "gpt", true)
                + ","
                + route("openai", "gpt-mini", true)
                + "]},"
                + "{\"id\":\"backup\",\"circuit\":\"open\",\"in_flight\":0,\"successes\":0,"
                + "\"errors\":{\"account_empty\":1},\"out_for_seconds\":300,"
                + "\"last_out_for\":\"account_empty\",\"routes\":["
                + route("backup", "llama", true)
                + "]}]}");
  }

  private static String route(String upstream, String upstreamModel, boolean enabled) {
    return "{\"upstream\":\"%s\",\"model\":\"big/one\",\"upstream_model\":\"%s\",\"enabled\":%s}"
        .formatted(upstream, upstreamModel, enabled);
  }

  private static String list(String... routes) {
    return "{\"object\":\"list\",\"data\":[" + String.join(",", routes) + "]}";
  }

  @Test
  void aRouteIsTakenOutOfUseAndPutBack() throws Exception {
    AdminServer.Answer out =
        server.post(
            "/routes", "{\"upstream\":\"openai\",\"upstream_model\":\"gpt\",\"enabled\":false}");

    assertThat(out.status()).isEqualTo(200);
    assertThat(out.text()).isEqualTo(list(route("openai", "gpt", false)));
    assertThat(server.get("/upstreams").text())
        .contains(route("openai", "gpt", false), route("openai", "gpt-mini", true));

    AdminServer.Answer back =
        server.post("/routes", "{\"upstream\":\"openai\",\"model\":\"big/one\",\"enabled\":true}");
    assertThat(back.text())
        .isEqualTo(list(route("openai", "gpt", true), route("openai", "gpt-mini", true)));
  }

  @Test
  void allRoutesOfAnUpstreamAreTakenOutAtOnce() throws Exception {
    AdminServer.Answer answer =
        server.post("/routes", "{\"upstream\":\"openai\",\"enabled\":false}");

    assertThat(answer.text())
        .isEqualTo(list(route("openai", "gpt", false), route("openai", "gpt-mini", false)));
    assertThat(server.get("/upstreams").text()).contains(route("backup", "llama", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"enabled":false}                                           | 400
          {"upstream":"openai"}                                       | 400
          {"upstream":"openai","enabled":"no"}                        | 400
          {"upstream":"openai","enabled":false,"modle":"big/one"}     | 400
          {"upstream":"opnai","enabled":false}                        | 404
          {"upstream":"backup","upstream_model":"gpt","enabled":false} | 404
          {"upstream":"openai","model":"big","enabled":false}         | 404
          """)
  void whatMeansNoRouteIsRefused(String body, int status) throws Exception {
    assertThat(server.post("/routes", body).status()).isEqualTo(status);
    assertThat(server.get("/upstreams").text()).doesNotContain("\"enabled\":false");
  }
}
