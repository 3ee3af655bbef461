package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import dev.tollgate.FailureRow;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar on a PostgreSQL that stands still for a while. */
final class StalledDatabaseIT {

  /** How soon whoever comes is told, and a little for the wire. */
  private static final Duration REFUSED = Duration.ofMillis(2400);

  private static final Duration RECOVERED = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  @FailureRow(31)
  @Test
  @Timeout(120)
  void row31CallersAreRefusedInTimeAndNothingGoesUpstream() throws Exception {
    Path data = folder.resolve("data");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setDataDirectory(data).start();
        GatewayProcess gateway = serve(postgres)) {
      URI address = gateway.awaitReady();
      AdminCaller admin = new AdminCaller(address);
      Customer known = admin.customer("1000");
      Customer unknown = admin.customer("1000");
      provider.next(ProviderAnswers.whole("Hi.", 24, 9));
      assertThat(ask(address, known).statusCode()).isEqualTo(200);
      int served = provider.requests().size();

      signal("-STOP", data);
      for (Customer customer : List.of(known, unknown, known, unknown)) {
        Stopwatch asked = Stopwatch.createStarted();
        checkRefused(ask(address, customer));
        assertThat(asked.elapsed()).isLessThan(REFUSED);
      }
      signal("-CONT", data);

      assertThat(provider.requests()).hasSize(served);
      Stopwatch resumed = Stopwatch.createStarted();
      provider.otherwise(() -> ProviderAnswers.whole("Hi.", 24, 9));
      while (ask(address, unknown).statusCode() != 200) {
        assertThat(resumed.elapsed()).isLessThan(RECOVERED);
      }
      assertThat(ask(address, known).statusCode()).isEqualTo(200);
      checkBooks(admin, known, unknown);
    }
  }

  @FailureRow(32)
  @Test
  @Timeout(120)
  void row32AnswerUnderWayWaitsForItsSettlementAndIsChargedOnce() throws Exception {
    Path data = folder.resolve("data");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setDataDirectory(data).start();
        GatewayProcess gateway = serve(postgres)) {
      URI address = gateway.awaitReady();
      AdminCaller admin = new AdminCaller(address);
      Customer served = admin.customer("1000");
      Customer late = admin.customer("1000");
      Script answer = Script.empty().hold();
      provider.next(answer.then(ProviderAnswers.whole("Hi.", 24, 9)::play));
      CompletableFuture<HttpResponse<String>> underWay =
          new Caller(address, served.key()).chatPatiently(Question.PLAIN);
      answer.awaitHold();

      signal("-STOP", data);
      answer.release();
      assertThat(answer.isFinishedWithin(Script.DEADLINE)).isTrue();
      checkRefused(ask(address, late));
      assertThat(underWay).isNotDone();
      signal("-CONT", data);

      HttpResponse<String> response = underWay.get(RECOVERED.toSeconds(), TimeUnit.SECONDS);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(response.body()).contains("Hi.");
      assertThat(provider.requests()).hasSize(1);
      checkBooks(admin, served, late);
    }
  }

  private static void checkRefused(HttpResponse<String> refused) {
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
    assertThat(Answer.of(refused.body()).text("error.code")).isEqualTo("overloaded");
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");
  }

  /** What the upstream answered is charged, once, and it is as good as before. */
  private void checkBooks(AdminCaller admin, Customer... customers) throws Exception {
    int answers = provider.requests().size();
    BigDecimal left = BigDecimal.ZERO;
    for (Customer customer : customers) {
      Answer account = admin.get("/admin/v1/accounts/" + customer.account());
      left = left.add(account.number("balance_credits"));
    }
    // 24 × $1.75 and 9 × $6.50 a million are 0.1005 credits.
    BigDecimal charged = new BigDecimal("0.1005").multiply(BigDecimal.valueOf(answers));
    assertThat(left)
        .isEqualByComparingTo(new BigDecimal(1000 * customers.length).subtract(charged));
    UpstreamState state = UpstreamState.of(admin, "first");
    assertThat(state.circuit()).isEqualTo("closed");
    assertThat(state.errors()).isEmpty();
    assertThat(state.successes()).isEqualTo(answers);
    Answer integrity = admin.get("/admin/v1/integrity");
    assertThat(integrity.isTrue("ok")).isTrue();
    assertThat(integrity.integer("open_holds")).isZero();
  }

  private static HttpResponse<String> ask(URI address, Customer customer) throws Exception {
    return new Caller(address, customer.key()).chat(Question.PLAIN);
  }

  /** To all processes of the server with its files in that folder. */
  private static void signal(String signal, Path data) throws Exception {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<String> command = new ArrayList<>(List.of("kill", signal));
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .forEach(process -> command.add(String.valueOf(process.pid())));
    assertThat(new ProcessBuilder(command).start().waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private GatewayProcess serve(EmbeddedPostgres postgres) throws Exception {
    LiveSetup setup = LiveSetup.of(folder, provider).on(postgres);
    return GatewayProcess.serve(Files.createDirectories(folder.resolve("gateway")), setup);
  }
}
