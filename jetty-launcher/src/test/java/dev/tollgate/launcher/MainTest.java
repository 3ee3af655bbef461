package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.config.GatewayConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  private static final String SOUND =
      """
      server: {host: 127.0.0.9, port: 81}
      upstreams:
        - {id: openai, base-url: "${UPSTREAM}"}
      models:
        - {id: small, price: {input: 1, output: 2}, routes: [{upstream: openai, model: gpt}]}
      default-model: small
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Recorder programs = new Recorder();

  @TempDir private Path folder;
  private Path config = Path.of("none");

  @BeforeEach
  void writeConfig() throws IOException {
    config = Files.writeString(folder.resolve("tollgate.yaml"), SOUND);
  }

  @Test
  void serveGetsTheConfig() {
    assertThat(run("serve", "--config", config.toString())).isEqualTo(0);

    assertThat(programs.served).hasSize(1);
    assertThat(programs.served.get(0).server().host()).isEqualTo("127.0.0.9");
    assertThat(programs.served.get(0).server().port()).isEqualTo(81);
    assertThat(out + "" + err).isEmpty();
  }

  @Test
  void hostAndPortOfTheCommandLineWin() {
    assertThat(run("serve", "--config=" + config, "--port", "0", "--host", "::1")).isEqualTo(0);

    assertThat(programs.served.get(0).server().host()).isEqualTo("::1");
    assertThat(programs.served.get(0).server().port()).isEqualTo(0);
  }

  @Test
  void demoGetsItsOptions() {
    assertThat(run("demo")).isEqualTo(0);
    assertThat(run("demo", "--once", "--port", "0")).isEqualTo(0);

    assertThat(programs.shown)
        .containsExactly(new DemoOptions(false, 8080), new DemoOptions(true, 0));
  }

  @Test
  void soundConfigIsToldInOneLine() {
    assertThat(run("check-config", "--config", config.toString())).isEqualTo(0);

    assertThat(out)
        .hasToString(
            config + " is fine: 1 upstream, 1 model, small by default." + System.lineSeparator());
    assertThat(err.toString()).isEmpty();
    assertThat(programs.served).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"check-config", "serve"})
  void everyProblemOfAConfigHasItsLine(String command) throws IOException {
    Files.writeString(config, SOUND.replace("81", "x").replace("input: 1", "input: -1"));

    assertThat(run(command, "--config", config.toString())).isEqualTo(2);

    assertThat(err.toString().lines())
        .containsExactly(
            "server.port: must be a whole number from 0 to 65535 (line 1)",
            "models[0].price.input: must be US dollars per 1M tokens, from 0 to 1000 with at most"
                + " 9 decimals (line 5)");
    assertThat(out.toString()).isEmpty();
    assertThat(programs.served).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          -                    | tollgate: Which command: serve, demo, check-config, route?; see tollgate --help
          frob                 | tollgate: Unmatched argument at index 0: 'frob'; see tollgate --help
          serve                | tollgate: Missing required option: '--config=FILE'; see tollgate serve --help
          check-config         | tollgate: Missing required option: '--config=FILE'; see tollgate check-config --help
          check-config --config | tollgate: Missing required parameter for option '--config' (FILE); see tollgate check-config --help
          check-config --config none.yaml | there is no file none.yaml
          demo --port 65536    | tollgate: Invalid value for option '--port': must be a whole number from 0 to 65535; see tollgate demo --help
          demo --twice         | tollgate: Unknown option: '--twice'; see tollgate demo --help
          serve --host= --config x | tollgate: Invalid value for option '--host': must not be empty; see tollgate serve --help
          route                | tollgate: Missing required option: '--config=FILE'; see tollgate route --help
          route --config none.yaml --prompt-file b | there is no file none.yaml
          """)
  void wrongUseIsOneLineAndStatusTwo(@Nullable String line, String answer) {
    assertThat(run(line == null ? new String[0] : line.split(" "))).isEqualTo(2);

    assertThat(err).hasToString(answer + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void failuresAreOneLineAndStatusOne() {
    programs.failure = new IOException("port 81 is\ntaken", new IllegalStateException("cause"));

    assertThat(run("serve", "--config", config.toString())).isEqualTo(1);
    assertThat(run("demo")).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly("tollgate: port 81 is taken", "tollgate: port 81 is taken");
  }

  @Test
  void evenErrorsAreOneLine() {
    programs.failure = new StackOverflowError();

    assertThat(run("demo")).isEqualTo(1);

    assertThat(err).hasToString("tollgate: StackOverflowError" + System.lineSeparator());
  }

  @ParameterizedTest
  @CsvSource({"--debug demo", "demo --debug"})
  void debugShowsTheStackTrace(String line) {
    programs.failure = new IOException("broken", new IllegalStateException("cause"));

    assertThat(run(line.split(" "))).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("tollgate: broken")
        .contains("\tat ", "Caused by: java.lang.IllegalStateException: cause");
  }

  @ParameterizedTest
  @CsvSource({"--help", "-h", "serve --help", "demo --help", "check-config -h", "route --help"})
  void helpGoesToStandardOutput(String line) {
    assertThat(run(line.split(" "))).isEqualTo(0);

    assertThat(out.toString()).startsWith("Usage: tollgate ").contains("Exit status:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionIsTheBuilds() throws IOException {
    assertThat(run("--version")).isEqualTo(0);

    assertThat(out.toString().strip())
        .isEqualTo("tollgate " + Version.number())
        .matches(".* \\d.*");
  }

  private int run(String... arguments) {
    return Main.run(
        programs,
        Map.of("UPSTREAM", "http://127.0.0.1:9/v1"),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments);
  }

  private static final class Recorder implements Programs {

    private final List<GatewayConfig> served = new ArrayList<>();
    private final List<DemoOptions> shown = new ArrayList<>();
    private @Nullable Throwable failure;

    @Override
    public void serve(GatewayConfig config, PrintWriter out) throws Exception {
      served.add(config);
      fail();
    }

    @Override
    public void demo(DemoOptions options, PrintWriter out) throws Exception {
      shown.add(options);
      fail();
    }

    private void fail() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof Exception exception) {
        throw exception;
      }
    }
  }
}
