package dev.tollgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOST", "10.0.0.1", "PORT", "81", "EMPTY", "", "BRACE", "}${HOST}");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${HOST}            | 10.0.0.1
          a${HOST}b${PORT}c  | a10.0.0.1b81c
          ${NONE:-x}         | x
          ${EMPTY:-x}        | x
          ${HOST:-x}         | 10.0.0.1
          ${NONE:-}          | ''
          ${EMPTY}           | ''
          ${BRACE}           | }${HOST}
          $${HOST}           | ${HOST}
          $HOST $ $$ }       | $HOST $ $$ }
          """)
  void valuesComeFromTheEnvironment(String text, String filled) {
    assertThat(new Substitution(ENVIRONMENT).fill(text))
        .isInstanceOfSatisfying(
            Substitution.Outcome.Filled.class, f -> assertThat(f.value()).isEqualTo(filled));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${NONE}            | the environment variable NONE is not set
          ${a-canary}        | ${…} must be one of ${NAME}, ${NAME:-default} and ${file:/path}
          ${NONE:-${HOST}}   | ${…} must be one of ${NAME}, ${NAME:-default} and ${file:/path}
          ${HOST             | ${…} must be one of ${NAME}, ${NAME:-default} and ${file:/path}: its } is missing
          ${file:secret}     | ${file:…} needs an absolute path
          ${file:/none/here} | there is no file /none/here
          """)
  void whatCannotBeFilledInIsNamed(String text, String message) {
    assertThat(new Substitution(ENVIRONMENT).fill(text))
        .isEqualTo(new Substitution.Outcome.Failed(message));
  }

  @Test
  void secretsComeFromFilesWithoutTheirLastLineBreak() throws IOException {
    Path secret = Files.writeString(folder.resolve("key"), "sk-1\n");
    String yaml = "admin: {token: '${file:" + secret + "}'}\n" + SampleConfig.SOUND;

    assertThat(SampleConfig.read(yaml).admin().token().value()).isEqualTo("sk-1");
  }

  @Test
  void filesThatCannotBeSecretsAreRefused() throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[64 * 1024 + 1]);
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});
    Substitution substitution = new Substitution(Map.of());

    assertThat(substitution.fill("${file:" + large + "}"))
        .isEqualTo(new Substitution.Outcome.Failed("the file " + large + " is larger than 64KiB"));
    assertThat(substitution.fill("${file:" + binary + "}"))
        .isEqualTo(new Substitution.Outcome.Failed("the file " + binary + " is not UTF-8"));
  }

  @Test
  void numbersMayComeFromTheEnvironment() {
    String yaml = "server:\n  port: ${PORT:-8080}\n" + SampleConfig.SOUND;

    assertThat(SampleConfig.read(yaml, ENVIRONMENT).server().port()).isEqualTo(81);
    assertThat(SampleConfig.read(yaml).server().port()).isEqualTo(8080);
  }

  @Test
  void missingVariablesAreNamedAtTheirPathAndOnce() {
    String yaml = SampleConfig.SOUND.replace("http://127.0.0.1:9/v1", "${BASE_URL}");

    assertThat(SampleConfig.problems(yaml))
        .containsExactly(
            "upstreams[0].base-url: the environment variable BASE_URL is not set (line 3)");
  }

  @Test
  void valuesFromOutsideAddNoKeysAndAreNotRepeated() {
    String yaml = SampleConfig.SOUND.replace("upstream: openai", "upstream: \"${CANARY}\"");
    Map<String, String> environment = Map.of("CANARY", "canary\nserver: {port: 1}");

    assertThat(SampleConfig.problems(yaml, environment))
        .containsExactly(
            "models[0].routes[0].upstream: names no upstream; known here: openai (line 7)");
  }
}
