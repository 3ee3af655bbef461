package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started as an operator starts it. */
class TollgateJarIT {

  private static final Path JAR = Path.of("target", "tollgate.jar");

  @TempDir private Path folder;

  @Test
  void versionAndHelpAreSilentOnStandardError() throws Exception {
    Ran version = run("--version");
    Ran help = run("--help");

    assertThat(version).isEqualTo(new Ran(0, "tollgate " + Version.number() + "\n", ""));
    assertThat(help.status()).isEqualTo(0);
    assertThat(help.out()).contains("check-config");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void soundConfigIsFine() throws Exception {
    Path config = write("https://example.com/v1");

    assertThat(run("check-config", "--config", config.toString()))
        .isEqualTo(new Ran(0, config + " is fine: 1 upstream, 1 model.\n", ""));
  }

  @Test
  void brokenConfigIsExplained() throws Exception {
    Path config = write("example.com");

    Ran ran = run("check-config", "--config", config.toString());

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("upstreams[0].base-url: must be an http or https URL");
    assertThat(ran.err().lines()).hasSize(1);
  }

  @Test
  void jarKeepsEveryLicence() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
      String licences =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/LICENSE")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(licences.split("Apache License\n", -1).length).isGreaterThan(2);
      assertThat(jar.stream().map(entry -> entry.getName()))
          .noneMatch(name -> name.endsWith(".SF") || name.endsWith("module-info.class"));
    }
  }

  private Path write(String url) throws IOException {
    return Files.writeString(
        folder.resolve("tollgate.yaml"),
        """
        upstreams: [{id: a, base-url: "%s"}]
        models: [{id: m, price: {input: 1, output: 2}, routes: [{upstream: a, model: g}]}]
        """
            .formatted(url));
  }

  private Ran run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private record Ran(int status, String out, String err) {}
}
