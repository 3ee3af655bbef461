package dev.tollgate.samples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the tests in the folder {@code node}, which call a gateway from JavaScript. The profile of
 * that name installs their libraries first; without Node it fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeClientsIT {

  private static final Duration DEADLINE = Duration.ofMinutes(3);

  @RegisterExtension private final SampleGateway gateway = SampleGateway.start();

  @Test
  void clientsInJavaScriptAreContent(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("report.txt");
    ProcessBuilder node =
        new ProcessBuilder("node", "--test", "--test-reporter=spec")
            .directory(new File("node"))
            .redirectErrorStream(true)
            .redirectOutput(report.toFile());
    node.environment()
        .putAll(
            Map.of(
                "TOLLGATE_BASE_URL", gateway.baseUrl(),
                "TOLLGATE_KEY", gateway.key(),
                "TOLLGATE_EMPTY_KEY", gateway.emptyKey(),
                "TOLLGATE_SPENT_KEY", gateway.spentKey()));
    Process tests = node.start();
    boolean ended = tests.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    tests.destroyForcibly();

    String told = Files.readString(report);
    System.out.println(told);
    assertThat(ended).as(told).isTrue();
    assertThat(tests.exitValue()).as(told).isZero();
  }
}
