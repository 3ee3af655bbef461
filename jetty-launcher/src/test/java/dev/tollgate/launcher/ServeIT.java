package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tollgate.money.Money;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} of the packaged jar, from its ready line to SIGTERM. */
final class ServeIT {

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void streamInFlightFinishesAfterSigterm() throws Exception {
    LiveSetup setup = LiveSetup.of(folder, provider).with("SHUTDOWN_TIMEOUT", "20s");
    Script stream =
        provider.next(
            Script.stream()
                .event(ProviderAnswers.delta("one"))
                .hold()
                .event(ProviderAnswers.delta(" two"))
                .event(ProviderAnswers.finish("stop"))
                .event(ProviderAnswers.usage(24, 9))
                .done());
    Customer customer;
    try (GatewayProcess process = GatewayProcess.serve(folder, setup)) {
      URI address = process.awaitReady();
      assertThat(new Caller(address, "").get("/readyz").statusCode()).isEqualTo(200);
      customer = new AdminCaller(address).customer("1000");
      try (RawCaller caller = RawCaller.connect(address.getPort())) {
        caller.ask(customer, Question.STREAM);
        caller.lineWith("\"content\":\"one\"");

        process.terminate();
        awaitNotReady(address);
        // Longer than any short timeout that a server sets for idle connections while it stops.
        assertThat(process.isEndedWithin(Duration.ofSeconds(2))).isFalse();
        stream.release();

        assertThat(caller.rest())
            .contains("\"content\":\" two\"")
            .contains("\"finish_reason\":\"stop\"")
            .contains("\"total_tokens\":33")
            .contains("data: [DONE]\n\n")
            .endsWith("0\r\n\r\n");
      }
      assertThat(process.exitStatus()).isEqualTo(0);
      assertThat(process.lines()).isEmpty();
    }
    checkReopened(setup, customer, Money.ofNanos(100_500));
  }

  @Test
  void streamThatOutlivesTheShutdownTimeoutIsBrokenOffAtNoCharge() throws Exception {
    LiveSetup setup = LiveSetup.of(folder, provider).with("SHUTDOWN_TIMEOUT", "500ms");
    Script endless = Script.stream().event(ProviderAnswers.delta("one")).hold();
    provider.next(endless);
    Customer customer;
    try (GatewayProcess process = GatewayProcess.serve(folder, setup)) {
      URI address = process.awaitReady();
      customer = new AdminCaller(address).customer("1000");
      try (RawCaller caller = RawCaller.connect(address.getPort())) {
        caller.ask(customer, Question.STREAM);
        caller.lineWith("\"content\":\"one\"");

        process.terminate();

        assertThat(caller.rest())
            .contains("\"finish_reason\":\"error\"")
            .contains("event: error")
            .contains("data: [DONE]\n\n")
            .endsWith("0\r\n\r\n");
      }
      assertThat(process.exitStatus()).isEqualTo(0);
      assertThat(endless.isClientGoneWithin(Script.DEADLINE)).isTrue();
    }
    checkReopened(setup, customer, Money.ZERO);
  }

  @Test
  void balanceAndLedgerAreTheSameInTheNextProcess() throws Exception {
    LiveSetup setup = LiveSetup.of(folder, provider);
    provider.otherwise(() -> ProviderAnswers.whole("Hi.", 24, 9));
    Customer customer;
    List<String> books;
    try (GatewayProcess process = GatewayProcess.serve(folder, setup)) {
      URI address = process.awaitReady();
      customer = new AdminCaller(address).customer("1000");
      for (int i = 0; i < 3; i++) {
        assertThat(new Caller(address, customer.key()).chat(Question.PLAIN).statusCode())
            .isEqualTo(200);
      }
      books = books(address, customer);
      // 24 × $1.75 and 9 × $6.50 a million are 0.1005 credits, three times.
      assertThat(books.get(0)).contains("999.6985");
      assertThat(books.get(1)).contains("\"usage\"", "\"topup\"");
      process.terminate();
      assertThat(process.exitStatus()).isEqualTo(0);
    }
    try (GatewayProcess next = GatewayProcess.serve(folder, setup)) {
      URI address = next.awaitReady();
      assertThat(books(address, customer)).isEqualTo(books);
      assertThat(new Caller(address, customer.key()).chat(Question.PLAIN).statusCode())
          .isEqualTo(200);
    }
  }

  /** The account and its ledger, as an operator sees them. */
  private static List<String> books(URI address, Customer customer) throws Exception {
    Caller admin = new Caller(address, LiveSetup.ADMIN_TOKEN);
    String account = "/admin/v1/accounts/" + customer.account();
    return List.of(
        admin.send("GET", account).body(), admin.send("GET", account + "/ledger").body());
  }

  /** Waits until new callers are turned away. */
  private static void awaitNotReady(URI address) {
    int status =
        assertTimeoutPreemptively(
            Script.DEADLINE, () -> statusOnceNotReady(address), "still ready");
    assertThat(status).isIn(0, 503);
  }

  private static int statusOnceNotReady(URI address) throws InterruptedException {
    int status = 200;
    while (status == 200) {
      try {
        status = new Caller(address, "").get("/readyz").statusCode();
      } catch (IOException e) {
        // Refused, or accepted in the last moment and served no more.
        status = 0;
      }
    }
    return status;
  }

  private static void checkReopened(LiveSetup setup, Customer customer, Money charged)
      throws Exception {
    try (LiveGateway reopened = setup.start()) {
      assertThat(reopened.balance(customer).charged()).isEqualTo(charged);
      assertThat(reopened.balance(customer).reserved()).isEqualTo(Money.ZERO);
      reopened.checkBooks();
    }
  }

  @Test
  void secretsAreNeitherLoggedNorStored() throws Exception {
    Customer customer;
    try (GatewayProcess process = GatewayProcess.serve(folder, LiveSetup.of(folder, provider))) {
      URI address = process.awaitReady();
      customer = new AdminCaller(address).customer("1000");
      Caller caller = new Caller(address, customer.key());
      provider.next(ProviderAnswers.whole("canary-answer", 24, 9));
      assertThat(caller.chat(canary("stansa-g4")).statusCode()).isEqualTo(200);
      provider.next(Script.status(500, "canary-answer"));
      assertThat(caller.chat(canary("stansa-g4")).statusCode()).isEqualTo(502);
      assertThat(caller.chat(canary("canary-prompt")).statusCode()).isEqualTo(400);
      assertThat(caller.chat("canary-prompt").statusCode()).isEqualTo(400);
      assertThat(new Caller(address, "sk-canary-guess").get("/v1/models").statusCode())
          .isEqualTo(401);
      process.terminate();
      assertThat(process.exitStatus()).isEqualTo(0);

      // The failed attempt is there, so this is the log.
      assertThat(process.errors()).contains("SERVER_ERROR");
      assertThat(process.errors()).doesNotContain("canary").doesNotContain(secret(customer));
    }
    String stored = databaseFiles();
    // Its id is there, so these are the files.
    assertThat(stored).contains(customer.keyId());
    assertThat(stored).doesNotContain("canary").doesNotContain(secret(customer));
  }

  private static String canary(String model) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"canary-prompt\"}]}"
        .formatted(model);
  }

  private static String secret(Customer customer) {
    return customer.key().substring(customer.key().indexOf('.') + 1);
  }

  private String databaseFiles() throws IOException {
    StringBuilder text = new StringBuilder();
    List<Path> files;
    try (Stream<Path> paths = Files.list(folder)) {
      files = paths.filter(path -> path.toString().endsWith(".db")).toList();
    }
    for (Path file : files) {
      text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }
}
