package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tollgate.FailureRow;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody is charged for is in the operator's books, and too much of it is an alarm. */
final class LossesTest {

  private static final int TOO_MANY = 21;

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  @FailureRow(22)
  void row22BrokenStreamsAreBookedAsLossesAndTooManyOfAnAccountAreAnAlarm() throws Exception {
    provider.otherwise(
        () -> Script.stream().event(ProviderAnswers.delta("one two three")).event("{").end());
    LiveSetup setup = LiveSetup.of(folder, provider);
    try (LiveGateway gateway = setup.start()) {
      Customer customer = gateway.rich();
      Caller caller = new Caller(gateway, customer);
      for (int i = 0; i < TOO_MANY; i++) {
        assertThat(MetricsPage.of(gateway).alarms("first")).isEmpty();
        assertThat(caller.chat(Question.STREAM).body()).contains("\"finish_reason\":\"error\"");
        gateway.awaitLost();
      }

      MetricsPage page = MetricsPage.of(gateway);
      assertThat(page.alarms("first")).isEqualTo(Map.of("streams_break", 1L));
      // 8 × $1.75 and 3 × $6.50 a million, 21 times, in credits.
      assertThat(page.lost("first", "broken_off")).isCloseTo(0.7035, within(1e-9));
      gateway.checkUncharged(customer);
    }
    assertThat(losses(setup)).isEqualTo("21 703500");
  }

  /** What a stopped gateway has left in its database. */
  private static String losses(LiveSetup setup) throws Exception {
    String url =
        setup.variables().get("DATABASE")
            + ";IFEXISTS=TRUE;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    try (Connection beside = DriverManager.getConnection(url, "tollgate", "");
        Statement statement = beside.createStatement();
        ResultSet row =
            statement.executeQuery("select count(*), sum(\"cost\") from \"tollgate_loss\"")) {
      assertThat(row.next()).isTrue();
      return row.getLong(1) + " " + row.getLong(2);
    }
  }
}
