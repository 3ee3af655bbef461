package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator's tools ask for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperationsTest {

  private static final String LABEL = "[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\.)*\"";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "[a-zA-Z_:][\\w:]*(?:\\{"
              + LABEL
              + "(?:,"
              + LABEL
              + ")*,?})? (?:[+-]?[\\d.]+(?:[eE][+-]?\\d+)?|[+-]Inf|NaN)(?: # .*)?");

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();

  @Test
  void healthAndReadinessNeedNoKey() throws Exception {
    Caller anybody = new Caller(gateway.address(), "");

    assertThat(anybody.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(anybody.get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsArePrometheusTextAndCountCalls() throws Exception {
    Customer customer = gateway.rich();
    Caller caller = new Caller(gateway, customer);
    provider.next(ProviderAnswers.whole("Hi.", 24, 9));
    caller.chat(Question.PLAIN);
    provider.next(Script.status(500, "{}"));
    caller.chat(Question.PLAIN);
    gateway.awaitEnding();
    gateway.awaitEnding();

    HttpResponse<String> response = new Caller(gateway.address(), "").get("/metrics");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");
    List<String> samples = response.body().lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(samples).isNotEmpty().allMatch(line -> SAMPLE.matcher(line).matches());
    assertThat(samples)
        .contains("tollgate_holds_open 0.0", "tollgate_exchanges_active 0.0")
        .contains("tollgate_holds_expired_total 0.0", "tollgate_late_settlements_total 0.0")
        .contains("tollgate_credits_lost_total 0.0")
        .contains("tollgate_upstream_attempts_total{result=\"ok\",upstream=\"first\"} 1.0")
        .contains(
            "tollgate_upstream_attempts_total{result=\"server_error\",upstream=\"first\"} 1.0")
        .contains(
            "tollgate_upstream_circuit{state=\"closed\",upstream=\"first\"} 1.0",
            "tollgate_upstream_circuit{state=\"open\",upstream=\"first\"} 0.0",
            "tollgate_upstream_circuit{state=\"half_open\",upstream=\"first\"} 0.0",
            "tollgate_upstream_in_flight{upstream=\"first\"} 0.0")
        .anyMatch(
            line ->
                line.startsWith("gen_ai_server_request_duration_seconds_count{")
                    && line.contains("gen_ai_request_model=\"stansa-g4\"")
                    && line.contains("outcome=\"completed\"")
                    && line.endsWith(" 1"))
        .anyMatch(
            line ->
                line.startsWith("gen_ai_client_token_usage_sum{")
                    && line.contains("gen_ai_token_type=\"output\"")
                    && line.endsWith(" 9.0"));
    assertThat(response.body()).doesNotContain(customer.account()).doesNotContain(customer.keyId());
  }

  @Test
  void anAdminPathNamesItsOwnMethodsOnly() throws Exception {
    Caller operator = new Caller(gateway.address(), LiveSetup.ADMIN_TOKEN);

    assertThat(operator.send("DELETE", "/admin/v1/accounts").headers().firstValue("Allow"))
        .contains("GET, HEAD, OPTIONS, POST");
    assertThat(operator.send("GET", "/admin/v1/keys/abc").headers().firstValue("Allow"))
        .contains("DELETE, OPTIONS");
    assertThat(operator.send("OPTIONS", "/admin/v1/integrity").headers().firstValue("Allow"))
        .contains("GET, HEAD, OPTIONS");
    assertThat(operator.get("/admin/v1/nothing").statusCode()).isEqualTo(404);
  }
}
