package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.FailureRow;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, killed while an upstream works for it. */
final class KilledGatewayIT {

  private static final String KEY = "Idempotency-Key";

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  @FailureRow(30)
  @Test
  void row30WhatWasUnderWayCostsNothingAndItsKeyRunsAgain() throws Exception {
    LiveSetup setup = LiveSetup.of(folder, provider);
    Script underWay = provider.next(Script.empty().hold());
    Customer customer;
    try (GatewayProcess killed = GatewayProcess.serve(folder, setup)) {
      URI address = killed.awaitReady();
      customer = new AdminCaller(address).customer("1000");
      CompletableFuture<HttpResponse<String>> call =
          new Caller(address, customer.key()).chatLater(Question.PLAIN, KEY, "mine");
      underWay.awaitHold();

      killed.kill();

      assertThatThrownBy(() -> call.get(Script.DEADLINE.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
      assertThat(underWay.isClientGoneWithin(Script.DEADLINE)).isTrue();
    }
    try (GatewayProcess restarted = GatewayProcess.serve(folder, setup)) {
      URI address = restarted.awaitReady();
      AdminCaller admin = new AdminCaller(address);
      checkBalance(admin, customer, "1000");
      provider.next(ProviderAnswers.whole("Hi.", 24, 9));

      HttpResponse<String> retry =
          new Caller(address, customer.key()).chat(Question.PLAIN, KEY, "mine");

      assertThat(retry.statusCode()).as(retry.body()).isEqualTo(200);
      assertThat(retry.headers().firstValue("Idempotent-Replayed")).isEmpty();
      assertThat(provider.requests()).hasSize(2);
      // 24 × $1.75 and 9 × $6.50 a million are 0.1005 credits.
      checkBalance(admin, customer, "999.8995");
      UpstreamState state = UpstreamState.of(admin, "first");
      assertThat(state.circuit()).isEqualTo("closed");
      assertThat(state.attempts()).isEqualTo(1);
    }
  }

  private static void checkBalance(AdminCaller admin, Customer customer, String credits)
      throws Exception {
    Answer account = admin.get("/admin/v1/accounts/" + customer.account());
    assertThat(account.number("balance_credits")).isEqualByComparingTo(new BigDecimal(credits));
    Answer integrity = admin.get("/admin/v1/integrity");
    assertThat(integrity.isTrue("ok")).isTrue();
    assertThat(integrity.integer("open_holds")).isZero();
  }
}
