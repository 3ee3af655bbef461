package dev.tollgate.launcher.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README.md, done: its commands against the packaged jar, its output against what is printed. */
class ReadmeIT {

  private static final String SHOWN_ADDRESS = "http://127.0.0.1:8080";

  private final Curl curl = new Curl();
  private final Map<String, String> variables = new HashMap<>();

  @TempDir private Path folder;
  private Document readme = new Document(Path.of("none"), "");

  @BeforeEach
  void open() throws IOException {
    readme = Document.of("README.md");
  }

  @Test
  void theTwoCommandsAreThoseOfTheBuild() throws IOException {
    assertThat(readme.block("sh run"))
        .isEqualTo(
            "mvn -q -DskipTests package && java -jar jetty-launcher/target/tollgate.jar demo");
    assertThat(readme.block("sh test")).isEqualTo("mvn verify");
    assertThat(Document.of(".ci/run").text()).endsWith("exec mvn -B verify\n");
  }

  @Test
  void coordinatesOfTheCoreAreThoseOfItsPom() throws IOException {
    assertThat(readme.text()).contains("`dev.tollgate:tollgate-core:0.1.0-SNAPSHOT`");
    assertThat(Document.of("core/pom.xml").text())
        .contains("<groupId>dev.tollgate</groupId>")
        .contains("<artifactId>tollgate-core</artifactId>")
        .contains("<version>0.1.0-SNAPSHOT</version>");
  }

  @Test
  void demoDoesWhatTheReadmeShows() throws Exception {
    try (JarProcess demo = JarProcess.start(folder, Map.of(), List.of("demo", "--port", "0"))) {
      String address = demo.awaitAddress();

      assertThat(unvarying(demo.printed())).isEqualTo(unvarying("\n" + readme.block("text demo")));

      List<String> answers = runAll(readme.block("sh call"), address, demo.printed());
      assertThat(answers.get(0)).contains("\"content\":\" the\"").endsWith("data: [DONE]\n\n");
      assertThat(answers.get(1)).isEqualTo(readme.block("json credits"));

      String key = variables.getOrDefault("KEY", "");
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
      OpenAiCall.run(address + "/v1", key, out);
      assertThat(printed.toString(StandardCharsets.UTF_8)).contains("“Hello!”");
    }
  }

  @Test
  void serveBillsAStreamAsTheReadmeTellsIt() throws Exception {
    Files.writeString(folder.resolve("tollgate.yaml"), readme.block("yaml tollgate.yaml"));
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      provider.otherwise(ReadmeIT::hello);
      variables.put("OPENAI_BASE_URL", provider.baseUrl().toString());
      List<String> lines = ShellCommand.lines(readme.block("sh serve"));
      export(lines.get(0));

      try (JarProcess check = jar(lines.get(1))) {
        assertThat(check.awaitExit()).isEqualTo(0);
        assertThat(check.printed()).isEqualTo("tollgate.yaml is fine: 1 upstream, 1 model.");
      }
      try (JarProcess serve = jar(lines.get(2) + " --port 0")) {
        String address = serve.awaitAddress();
        List<String> answers = runAll(readme.block("sh admin"), address, "");

        assertThat(answers.get(1)).contains("\"balance_credits\":1000");
        assertThat(answers.get(3)).contains("\"Hello.\"").endsWith("data: [DONE]\n\n");
        // 9 tokens at $0.50 and 2 at $2.00 a million.
        assertThat(answers.get(4))
            .contains("\"kind\":\"usage\",\"credits\":-0.0085,\"balance_credits\":999.9915");
      }
    }
    assertThat(folder.resolve("data")).isDirectoryContaining("glob:**.mv.db");
  }

  @Test
  void snippetsOfJavaAreCopiesOfWhatTheBuildRuns() throws IOException {
    assertThat(readme.block("java openai"))
        .isEqualTo(
            Document.of("jetty-launcher/src/test/java/dev/tollgate/launcher/readme/OpenAiCall.java")
                .shownPart());
    assertThat(readme.block("java embedded"))
        .isEqualTo(
            Document.of(
                    "samples/embedded/src/main/java/dev/tollgate/samples/embedded/Embedded.java")
                .shownPart());
    assertThat(readme.block("java filters"))
        .isEqualTo(
            Document.of(
                    "samples/filters-around-your-servlet/src/main/java/dev/tollgate/samples/"
                        + "filters/PaidApplication.java")
                .shownPart());
  }

  @Test
  void snippetOfPythonSendsTheSameCall() {
    assertThat(readme.block("python openai"))
        .contains("base_url=\"" + SHOWN_ADDRESS + "/v1\"")
        .contains("api_key=os.environ[\"KEY\"]")
        .contains("model=\"stansa-g4\", stream=True")
        .contains("\"content\": \"Hello!\"");
  }

  /** Runs each line; a value that ends in … is taken from what was printed or answered last. */
  private List<String> runAll(String block, String address, String printed) throws Exception {
    List<String> answers = new ArrayList<>();
    String last = printed;
    for (String line : ShellCommand.lines(block.replace(SHOWN_ADDRESS, address))) {
      if (line.startsWith("export ")) {
        export(completed(line, last));
        continue;
      }
      ShellCommand command = ShellCommand.parse(line, variables);
      assertThat(command.name()).isEqualTo("curl");
      HttpResponse<String> answer = curl.send(command.arguments());
      assertThat(answer.statusCode()).as(line + "\n" + answer.body()).isBetween(200, 201);
      last = answer.body();
      answers.add(last);
    }
    return answers;
  }

  private static String completed(String export, String source) {
    int ellipsis = export.indexOf('…');
    String begin = export.substring(export.indexOf('=') + 1, ellipsis);
    Matcher value = Pattern.compile(Pattern.quote(begin) + "[A-Za-z0-9_.-]+").matcher(source);
    assertThat(value.find()).as(begin + " in " + source).isTrue();
    return export.substring(0, export.indexOf('=') + 1) + value.group();
  }

  private void export(String line) {
    for (String assignment : ShellCommand.parse(line, variables).arguments()) {
      String[] parts = assignment.split("=", 2);
      variables.put(parts[0], parts[1]);
    }
  }

  private JarProcess jar(String line) throws IOException {
    ShellCommand command = ShellCommand.parse(line, variables);
    assertThat(command.words())
        .startsWith("java", "-jar", "jetty-launcher/target/tollgate.jar")
        .hasSizeGreaterThan(3);
    return JarProcess.start(folder, variables, command.words().subList(3, command.words().size()));
  }

  private static Script hello() {
    return Script.stream()
        .event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello.\"}}]}")
        .event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
        .event(
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,"
                + "\"total_tokens\":11}}")
        .done();
  }

  /** The same text without what differs from run to run: ports, the folder and the key. */
  private static String unvarying(String text) {
    return text.replaceAll("127\\.0\\.0\\.1:[0-9]+", "HOST:PORT")
        .replaceAll("H2, in .*", "H2, in FOLDER")
        .replaceAll("sk-tollgate-[A-Za-z0-9.]+", "KEY");
  }
}
