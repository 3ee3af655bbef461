package dev.tollgate.samples.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.samples.conformance.client.Server;
import dev.tollgate.samples.conformance.client.Target;
import dev.tollgate.samples.conformance.rows.Kit;
import dev.tollgate.samples.conformance.rows.Row;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every row of the kit against the gateway itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConformanceTest {

  private static final String MODEL = "stansa-g4";

  private ScriptedModel model;
  private GatewayProcess gateway;
  private String key;

  @BeforeAll
  @Timeout(120)
  void start(@TempDir Path folder) throws Exception {
    model = ScriptedModel.start();
    gateway = GatewayProcess.start(folder, model.address());
    key = gateway.fundedKey();
  }

  @AfterAll
  void stop() throws Exception {
    gateway.stop();
    model.close();
  }

  /** The same rows whichever API the upstream behind the model speaks. */
  @TestFactory
  Stream<DynamicContainer> rows() {
    return Stream.of(MODEL, "behind-anthropic", "behind-gemini")
        .map(
            name -> {
              Server server = new Server(Target.of(gateway.baseUrl(), key, name));
              return DynamicContainer.dynamicContainer(
                  name,
                  Kit.rows().stream()
                      .map(
                          row ->
                              DynamicTest.dynamicTest(
                                  name + ": " + row.name(), () -> row.probe().run(server))));
            });
  }

  @Test
  void namesAreUniqueAndEveryRowSaysWhereItComesFrom() {
    List<Row> rows = Kit.rows();

    assertThat(rows).hasSizeGreaterThanOrEqualTo(300);
    assertThat(rows).extracting(Row::name).doesNotHaveDuplicates();
    assertThat(rows)
        .extracting(Row::sentence)
        .allMatch(sentence -> sentence.matches("(HTTP contract, |API ).*: \".+\""));
  }

  @Test
  void tableShowsEachRowAndTheSum() throws Exception {
    StringWriter text = new StringWriter();
    Server server = new Server(Target.of(gateway.baseUrl(), key, MODEL));
    Server stranger = new Server(Target.of(gateway.baseUrl(), "sk-none", MODEL));

    assertThat(new Run(server, new PrintWriter(text)).of(Main.matching("n/1 is*"))).isTrue();
    assertThat(new Run(stranger, new PrintWriter(text)).of(Main.matching("n/1 is*"))).isFalse();

    assertThat(text.toString())
        .contains("ok      n/1 is taken")
        .contains("API reference: \"n: Only n=1 is accepted\"")
        .contains("1 rows, 1 passed, 0 failed")
        .contains("FAILED  n/1 is taken")
        .contains("expected status [200], got 401")
        .contains("1 rows, 0 passed, 1 failed");
  }

  @Test
  void globPicksRows() {
    assertThat(Main.matching("*")).hasSameSizeAs(Kit.rows());
    assertThat(Main.matching("top_p/*")).isNotEmpty().allMatch(r -> r.name().startsWith("top_p/"));
    assertThat(Main.matching("n/1 is taken")).hasSize(1);
    assertThat(Main.matching("nothing")).isEmpty();
  }
}
