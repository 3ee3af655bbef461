package dev.tollgate.servlet.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.Billing;
import dev.tollgate.billing.OpenHold;
import dev.tollgate.chat.Usage;
import dev.tollgate.servlet.fixtures.App;
import dev.tollgate.servlet.fixtures.Client;
import dev.tollgate.servlet.fixtures.Container;
import dev.tollgate.servlet.fixtures.GatewayStage;
import dev.tollgate.servlet.fixtures.JettyContainer;
import dev.tollgate.servlet.fixtures.Stage;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreditsServletTest {

  private GatewayStage stage;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    stage = new GatewayStage(directory);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private Container serving(CallerResolver callers) {
    return new JettyContainer(
        new App()
            .servlet(
                "/v1/credits",
                new CreditsServlet(stage.tollgate().ledger(), callers, new ErrorWriter())));
  }

  private OpenHold hold() throws Exception {
    return stage
        .tollgate()
        .billing()
        .hold(new Billing.Order(stage.caller(), Stage.QUOTE, () -> 10, "req_1", ""))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void callersSeeTheirAccountInCreditsToTheLastNanoDollar() throws Exception {
    hold().settle(Usage.of(7, 3)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    hold();
    try (Container container = serving(request -> stage.caller())) {
      HttpResponse<String> response = new Client(container).get("/v1/credits");

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo(
              "{\"data\":{\"balance_credits\":999.999971,\"held_credits\":0.0052,"
                  + "\"total_credits\":1000,\"total_usage\":0.000029}}");
    }
  }

  @Test
  void withoutACallerThereIsNothingToSee() throws Exception {
    try (Container container = serving(CallerResolver.ours())) {
      assertThat(new Client(container).get("/v1/credits").statusCode()).isEqualTo(401);
    }
  }
}
