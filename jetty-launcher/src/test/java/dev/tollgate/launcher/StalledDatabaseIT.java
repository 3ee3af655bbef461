package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import dev.tollgate.FailureRow;
import dev.tollgate.upstream.ScriptedProvider;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  void callersAreRefusedInTimeAndNothingGoesUpstream() throws Exception {
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
        HttpResponse<String> refused = ask(address, customer);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("overloaded");
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
      Answer integrity = admin.get("/admin/v1/integrity");
      assertThat(integrity.isTrue("ok")).isTrue();
      assertThat(integrity.integer("open_holds")).isZero();
    }
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
