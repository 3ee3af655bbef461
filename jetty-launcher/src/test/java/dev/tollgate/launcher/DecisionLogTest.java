package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads of each choice of an auto model, and what its outcomes change. */
final class DecisionLogTest {

  private static final Pattern OFFSET =
      Pattern.compile("cheap-second=quality:\\S+,offset:([^,]+),");

  @RegisterExtension
  final LoggedLines lines = new LoggedLines("dev.tollgate.config.DecisionLog", Level.INFO);

  private final ScriptedProvider first = ScriptedProvider.start();
  private final ScriptedProvider second = ScriptedProvider.start();

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void failureCountsAgainstAModelWhereFeedbackIsOn(boolean feedback, @TempDir Path folder)
      throws Exception {
    try (LiveGateway gateway =
        setup(folder, true).with("FEEDBACK", String.valueOf(feedback)).start()) {
      Caller caller = new Caller(gateway, gateway.rich());
      second.next(Script.status(503, "{}"));
      first.next(ProviderAnswers.whole("canary-answer", 10, 20));
      assertThat(ask(caller, "canary-one")).isEqualTo(200);
      second.next(ProviderAnswers.whole("canary-answer", 10, 20));
      assertThat(ask(caller, "canary-two")).isEqualTo(200);
      gateway.checkBooks();
    }

    List<String> logged = lines.messages();
    assertThat(logged)
        .filteredOn(line -> line.contains("choice="))
        .hasSize(2)
        .allMatch(line -> line.contains(" sansa-auto choice=cheap-second reason=ranked dial="))
        .extracting(DecisionLogTest::offset)
        // One of the newest counts for a twentieth of the most, 0.3; less what has been forgotten.
        .satisfiesExactly(
            before -> assertThat(before).isZero(),
            behind -> assertThat(behind).isBetween(feedback ? -0.015 : 0, feedback ? -0.01 : 0));
    assertThat(logged)
        .filteredOn(line -> line.contains("in-order="))
        .extracting(line -> line.replaceFirst("^\\S+ ", ""))
        .containsExactly(
            "cheap-second in-order=false", "stansa-g4 in-order=true", "cheap-second in-order=true");
    assertThat(logged).noneMatch(line -> line.contains("canary"));
  }

  @Test
  void nothingIsLoggedWhereNobodyAskedForIt(@TempDir Path folder) throws Exception {
    try (LiveGateway gateway = setup(folder, false).start()) {
      second.next(ProviderAnswers.whole("Hi.", 10, 20));
      assertThat(ask(new Caller(gateway, gateway.rich()), "Hello!")).isEqualTo(200);
    }

    assertThat(lines.messages()).isEmpty();
  }

  private LiveSetup setup(Path folder, boolean logged) {
    return LiveSetup.of(folder, first)
        .withSecond(second)
        .with("LOG_DECISIONS", String.valueOf(logged));
  }

  private static int ask(Caller caller, String text) throws Exception {
    return caller
        .chat(
            """
            {"model":"sansa-auto","messages":[{"role":"user","content":"%s"}]}"""
                .formatted(text))
        .statusCode();
  }

  private static double offset(String line) {
    Matcher offset = OFFSET.matcher(line);
    assertThat(offset.find()).as(line).isTrue();
    return Double.parseDouble(offset.group(1));
  }
}
