package dev.tollgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlSourceTest {

  @Test
  void syntaxErrorsHaveALineAndAColumn() {
    List<String> problems = SampleConfig.problems("server:\n  port: 'canary\nupstreams: [}\n");

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).matches("line \\d+, column \\d+: .+").doesNotContain("canary");
  }

  @Test
  void tabsAndControlCharactersAreRefusedInOneLine() {
    assertThat(SampleConfig.problems("server:\n\tport: 1\n").get(0))
        .startsWith("line 2, column 1: ");
    assertThat(SampleConfig.problems("server:\n  host: \u0000\n"))
        .containsExactly("line 2: a control character, which YAML does not allow");
  }

  @Test
  void duplicateKeysAreRefused() {
    assertThat(SampleConfig.problems("server:\n  port: 1\n  port: 2\n" + SampleConfig.SOUND))
        .containsExactly("server.port: is given twice, first in line 2 (line 3)");
  }

  @Test
  void oneDocumentOnly() {
    assertThat(SampleConfig.problems(SampleConfig.SOUND + "---\nserver: {port: 1}\n"))
        .containsExactly(
            "line 8, column 1: expected a single document in the stream,"
                + " but found another document");
  }

  @Test
  void depthIsBounded() {
    assertThat(SampleConfig.problems("server: " + "[".repeat(100_000)))
        .containsExactly("line 1, column 40: nested deeper than 32 levels");
  }

  @Test
  void manyAliasesAreRefused() {
    String yaml = "x-a: &a [1]\nx-b: [" + "*a, ".repeat(60) + "]\n" + SampleConfig.SOUND;

    assertThat(SampleConfig.problems(yaml)).hasSize(1).first().asString().contains("aliases");
  }

  @Test
  void aliasesOfAliasesAreRefusedBeforeTheyFillTheMemory() {
    StringBuilder yaml = new StringBuilder("x-0: &a0 [1, 1, 1, 1, 1]\n");
    for (int i = 1; i <= 9; i++) {
      String alias = "*a" + (i - 1);
      yaml.append("x-" + i + ": &a" + i + " [" + (alias + ", ").repeat(4) + alias + "]\n");
    }
    yaml.append("server: *a9\n").append(SampleConfig.SOUND);

    assertThat(SampleConfig.problems(yaml.toString()))
        .anyMatch(problem -> problem.contains("more than 50000 values, its aliases included"));
  }

  @Test
  void aliasesOfThemselvesAreRefused() {
    assertThat(SampleConfig.problems("models: &m [*m]\n"))
        .anyMatch(p -> p.contains("deeper than 32"));
  }

  @Test
  void tagsAreRefused() {
    assertThat(SampleConfig.problems("server: {host: !canary x}\n" + SampleConfig.SOUND))
        .containsExactly("server.host: has a YAML tag; tags mean nothing here (line 1)");
  }

  @Test
  void keysCannotForgeLinesOnATerminal() {
    assertThat(SampleConfig.problems("\"a\\nb\\e[2J\": 1\n" + SampleConfig.SOUND).get(0))
        .startsWith("a?b?[2J: unknown key; ");
  }
}
