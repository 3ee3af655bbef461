package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code route}, and what the weights can spoil at a start. */
final class RouteCommandTest {

  private static final String CONFIG =
      """
      upstreams:
        - {id: up, base-url: "http://127.0.0.1:9/v1"}
      models:
        - {id: large, price: {input: 5, output: 15}, capabilities: [tools], routes: [{upstream: up, model: a}]}
        - {id: small, price: {input: 0.1, output: 0.4}, routes: [{upstream: up, model: b}]}
        - {id: tiny, price: {input: 0.1, output: 0.4}, context-window: 40, routes: [{upstream: up, model: c}]}
        - {id: auto, auto: {candidates: [large, small, tiny], quality: 0}}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path config = Path.of("none");

  @BeforeEach
  void writeConfig() throws IOException {
    config = write("tollgate.yaml", CONFIG);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(String... arguments) {
    return Main.run(
        new GatewayPrograms(Map.of()),
        Map.of(),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments);
  }

  private int route(String option, Path file) {
    return run("route", "--config", config.toString(), option, file.toString());
  }

  @Test
  void promptShowsCandidatesWhatRuledThemOutScoresAndChoice() throws IOException {
    Path prompt = write("prompt.txt", "Tell me a long story about a bridge. ".repeat(10));

    assertThat(route("--prompt-file", prompt)).isEqualTo(0);

    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).contains("candidate", "quality", "expected $", "score", "ruled out");
    assertThat(lines.get(1)).startsWith("  large ");
    assertThat(lines.get(3)).startsWith("  tiny ").endsWith("context_window");
    assertThat(lines).contains("model    auto", "choice   small");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void wholeRequestIsExplainedToo() throws IOException {
    Path request =
        write(
            "request.json",
            """
            {"messages":[{"role":"user","content":"Go."}],
            "tools":[{"type":"function","function":{"name":"walk","parameters":{}}}]}""");

    assertThat(route("--request-file", request)).isEqualTo(0);

    assertThat(out.toString()).contains("choice   large");
    assertThat(out.toString().lines().toList().get(2)).startsWith("  small ").endsWith("tools");
  }

  @Test
  void requestThatNobodyCanServeShowsWhy() throws IOException {
    Path prompt = write("prompt.txt", "word ".repeat(200_000));

    assertThat(route("--prompt-file", prompt)).isEqualTo(1);

    assertThat(out.toString().lines().skip(1)).allMatch(line -> line.endsWith("context_window"));
    assertThat(err.toString())
        .isEqualTo(
            "tollgate: No model behind auto offers what this request needs: a context window for"
                + " this conversation and the output asked for."
                + System.lineSeparator());
  }

  @Test
  void modelWhoseRoutesTheConfigTakesOutOfUseIsRuledOut() throws IOException {
    write("tollgate.yaml", CONFIG.replace("model: b}", "model: b, enabled: false}"));
    Path prompt = write("prompt.txt", "Tell me a long story about a bridge. ".repeat(10));
    Path batch = write("batch.jsonl", "{\"id\":\"a\",\"prompt\":\"What is 2 + 2?\"}");

    assertThat(route("--prompt-file", prompt)).isEqualTo(0);
    List<String> lines = out.toString().lines().toList();
    out.getBuffer().setLength(0);
    assertThat(route("--batch", batch)).isEqualTo(0);

    assertThat(lines.get(2)).startsWith("  small ").endsWith("upstream_health");
    assertThat(lines).contains("choice   large");
    assertThat(Answer.of(out.toString().strip()).text("choice")).isEqualTo("tiny");
  }

  @Test
  void batchGivesALineForEachLine() throws IOException {
    Path batch =
        write(
            "batch.jsonl",
            "{\"id\":\"a\",\"prompt\":\"What is 2 + 2?\",\"domain\":\"ignored\"}\n\n"
                + "{\"id\":\"b\",\"prompt\":\"\"}\n"
                + "{\"id\":\"c\",\"prompt\":\""
                + "word ".repeat(200_000)
                + "\"}");

    assertThat(route("--batch", batch)).isEqualTo(0);

    List<Answer> answers = out.toString().lines().map(Answer::of).toList();
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0).text("id")).isEqualTo("a");
    for (String model : List.of("large", "small", "tiny")) {
      assertThat(answers.get(0).number("p." + model)).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
      assertThat(answers.get(0).number("c." + model)).isPositive();
    }
    assertThat(answers.get(0).number("c.large")).isGreaterThan(answers.get(0).number("c.small"));
    assertThat(answers.get(1).text("id")).isEqualTo("b");
    assertThat(answers.get(2).isNull("choice")).isTrue();
  }

  @Test
  void batchChoosesAtOtherPlacesOfTheDialToo() throws IOException {
    Path batch = write("batch.jsonl", "{\"id\":\"a\",\"prompt\":\"Prove it.\"}");

    assertThat(
            run(
                "route",
                "--config",
                config.toString(),
                "--batch",
                batch.toString(),
                "--dials",
                "0,0.5,1"))
        .isEqualTo(0);

    Answer answer = Answer.of(out.toString().strip());
    assertThat(answer.text("choices.0")).isEqualTo(answer.text("choice"));
    assertThat(answer.has("choices.1")).isTrue();
    assertThat(answer.text("choices.1")).isEqualTo("large");
  }

  @Test
  void batchIsTheSameEveryTime() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      lines.append("{\"id\":\"%d\",\"prompt\":\"question %d\"}\n".formatted(i, i));
    }
    Path batch = write("batch.jsonl", lines.toString());

    route("--batch", batch);
    String first = out.toString();
    out.getBuffer().setLength(0);
    route("--batch", batch);

    assertThat(out).hasToString(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no", "[]", "{\"id\":1,\"prompt\":\"x\"}", "{\"id\":\"x\"}", "{\"id\":\"x\"} {}"})
  void badLineIsNamedByItsNumber(String bad) throws IOException {
    Path batch = write("batch.jsonl", "{\"id\":\"a\",\"prompt\":\"x\"}\n" + bad + "\n");

    assertThat(route("--batch", batch)).isEqualTo(1);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("tollgate: " + batch + " line 2: ");
    assertThat(out.toString().lines()).hasSize(1);
  }

  @Test
  void textThatIsNotUtf8IsToldInOneLine() throws IOException {
    Path latin = folder.resolve("latin");
    Files.write(latin, "f\u00fcr".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(route("--batch", latin)).isEqualTo(1);
    assertThat(route("--prompt-file", latin)).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly(
            "tollgate: " + latin + " line 1: it is not valid UTF-8",
            "tollgate: " + latin + " is not UTF-8");
  }

  @Test
  void lineThatIsNotUtf8IsNamedHoweverFarBehind() throws IOException {
    String sound = "{\"id\":\"a\",\"prompt\":\"x\"}\n".repeat(1_000);
    Path batch = folder.resolve("batch.jsonl");
    Files.write(
        batch,
        (sound + "{\"id\":\"b\",\"prompt\":\"\u00fc\"}").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(route("--batch", batch)).isEqualTo(1);

    assertThat(err)
        .hasToString(
            "tollgate: " + batch + " line 1001: it is not valid UTF-8" + System.lineSeparator());
    assertThat(out.toString().lines()).hasSize(1_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --batch b                   | tollgate: there is no file b; see tollgate route --help
          --prompt-file b             | tollgate: there is no file b; see tollgate route --help
          --batch b --dials 0,2       | tollgate: Invalid value for option '--dials' (D): must be a number from 0 to 1 with at most 9 decimals; see tollgate route --help
          --prompt-file p --model no  | tollgate: there is no auto model no: it has auto; see tollgate route --help
          --prompt-file p --model small | tollgate: there is no auto model small: it has auto; see tollgate route --help
          """)
  void wrongUseIsOneLine(String arguments, String line) {
    assertThat(run(("route --config " + config + " " + arguments).split(" "))).isEqualTo(2);

    assertThat(err).hasToString(line + System.lineSeparator());
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "check-config", "route --prompt-file x"})
  void brokenWeightsStopTheStartWithOneLine(String command) throws IOException {
    Path weights = write("weights.bin", "no weights");
    write("tollgate.yaml", "auto-routing: {weights: " + weights + "}\n" + CONFIG);

    assertThat(run((command + " --config " + config).split(" "))).isEqualTo(2);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("auto-routing.weights: " + weights + ": ");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "check-config"})
  void missingWeightsStopTheStartToo(String command) throws IOException {
    Path weights = folder.resolve("none");
    write("tollgate.yaml", "auto-routing: {weights: " + weights + "}\n" + CONFIG);

    assertThat(run((command + " --config " + config).split(" "))).isEqualTo(2);

    assertThat(err)
        .hasToString(
            "auto-routing.weights: "
                + weights
                + " cannot be read (line 1)"
                + System.lineSeparator());
  }

  @Test
  void profileThatTheWeightsDoNotHaveIsToldWithTheModel() throws IOException {
    write("tollgate.yaml", CONFIG.replace("id: small,", "id: small, quality-profile: none-such,"));

    assertThat(run("check-config", "--config", config.toString())).isEqualTo(2);

    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .contains(".quality-profile: there is no profile none-such; known here: ");
  }
}
