package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ScriptedProvider;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo} of the packaged jar: the first thing that a newcomer sees. */
final class DemoIT {

  private static final Pattern USAGE =
      Pattern.compile("(\\d+) prompt \\+ (\\d+) completion tokens");
  private static final Pattern CREDITS = Pattern.compile("([\\d.]+) credits");

  @TempDir private Path folder;

  private GatewayProcess start(String... arguments) throws Exception {
    try (ScriptedProvider unused = ScriptedProvider.start()) {
      return GatewayProcess.start(folder, LiveSetup.of(folder, unused), arguments);
    }
  }

  private static String row(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.strip().startsWith(name + " "))
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal credits(List<String> lines, String name) {
    Matcher matcher = CREDITS.matcher(row(lines, name));
    assertThat(matcher.find()).isTrue();
    return new BigDecimal(matcher.group(1));
  }

  @Test
  void onceShowsTheWholeJobAndLeavesNothingBehind() throws Exception {
    try (GatewayProcess demo = start("demo", "--once", "--port", "0")) {
      List<String> lines = demo.lines();

      assertThat(demo.exitStatus()).isEqualTo(0);
      assertThat(demo.errors()).isEmpty();
      Matcher usage = USAGE.matcher(row(lines, "usage"));
      assertThat(usage.find()).isTrue();
      BigDecimal charge = credits(lines, "charge");
      // stansa-g4: $1.75 and $6.50 a million are 0.00175 and 0.0065 credits a token.
      assertThat(charge)
          .isEqualByComparingTo(
              new BigDecimal("0.00175")
                  .multiply(new BigDecimal(usage.group(1)))
                  .add(new BigDecimal("0.0065").multiply(new BigDecimal(usage.group(2)))));
      assertThat(credits(lines, "balance"))
          .isEqualByComparingTo(new BigDecimal(1000).subtract(charge));
      assertThat(lines).anyMatch(line -> line.contains("curl "));
      assertThat(lines).noneMatch(line -> line.contains("Tollgate ready"));
    }
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void demoKeepsServingUntilItIsToldToStop() throws Exception {
    try (GatewayProcess demo = start("demo", "--port", "0")) {
      String line = demo.line();
      while (!line.startsWith("Tollgate ready on http://")) {
        assertThat(line).isNotEqualTo("(the end)");
        line = demo.line();
      }
      demo.terminate();

      assertThat(demo.exitStatus()).isEqualTo(0);
      assertThat(demo.lines()).isEmpty();
      assertThat(demo.errors()).isEmpty();
    }
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }
}
