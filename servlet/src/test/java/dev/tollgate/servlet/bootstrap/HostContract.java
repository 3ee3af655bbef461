package dev.tollgate.servlet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.GatewayStage;
import dev.tollgate.servlet.fixtures.RawConnection;
import dev.tollgate.servlet.fixtures.RawConnection.Answer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway inside somebody else's application, in every container. */
abstract class HostContract {

  @TempDir Path directory;

  private GatewayStage stage;

  abstract Container start(App app);

  @BeforeEach
  void open() throws Exception {
    stage = new GatewayStage(directory);
  }

  @AfterEach
  void close() {
    assertThat(stage.faults()).isEmpty();
    stage.close();
  }

  private App host() {
    return new App()
        .work(
            "/page/*",
            (request, response) -> {
              response.setContentType("text/plain");
              response.getWriter().write(request.getMethod() + " by the host");
            })
        .work(
            "/fails",
            (request, response) -> {
              throw new IllegalStateException("the host's own");
            })
        .installed(
            context ->
                GatewayFilters.install(context, stage.tollgate(), GatewayFilters.Container.any()));
  }

  @Test
  void theHostsOwnPagesAreNotTouched() throws Exception {
    try (Container container = start(host())) {
      Client client = new Client(container);
      for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
        HttpResponse<String> page = client.send(method, "/page/one");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo(method + " by the host");
        assertThat(page.headers().map())
            .doesNotContainKeys(
                "x-request-id", "access-control-allow-origin", "x-content-type-options");
      }
      assertThat(client.get("/fails").statusCode()).isEqualTo(500);
      assertThat(client.get("/fails").body()).doesNotContain("internal_error");
      assertThat(client.get("/nowhere").body()).doesNotContain("not_found");
    }
  }

  @Test
  void theGatewaysPathsAreServedBesideThem() throws Exception {
    try (Container container = start(host());
        RawConnection caller = new RawConnection(container)) {
      Client client = new Client(container);
      stage.provider().next(GatewayStage.whole("beside"));
      Answer answer = caller.send(stage.request(GatewayStage.asking(false))).answer();
      HttpResponse<String> nobody = client.get("/v1/models");
      HttpResponse<String> nothing = client.get("/v1/nothing");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"beside\"");
      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("x-request-id")).isPresent();
      assertThat(nothing.statusCode()).isEqualTo(404);
      assertThat(nothing.body()).contains("\"code\":\"not_found\"");
      assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(client.get("/readyz").statusCode()).isEqualTo(200);
      assertThat(client.get("/admin/v1/accounts").statusCode()).isIn(401, 404);
      assertThat(client.send("OPTIONS", "/v1/chat/completions").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void behindAFilterThatAllowsNoAsynchronousRequestsACompletionIsAFaultOfOursAndFree()
      throws Exception {
    App app =
        new App()
            .blockingFilter("/*", (request, response, chain) -> chain.doFilter(request, response))
            .installed(
                context ->
                    GatewayFilters.install(
                        context, stage.tollgate(), GatewayFilters.Container.any()));
    try (Container container = start(app);
        RawConnection caller = new RawConnection(container)) {
      Answer answer = caller.send(stage.request(GatewayStage.asking(false))).answer();

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).contains("\"code\":\"internal_error\"");
      assertThat(answer.header("x-request-id")).startsWith("req_");
      assertThat(stage.provider().requests()).isEmpty();
    }
  }
}
