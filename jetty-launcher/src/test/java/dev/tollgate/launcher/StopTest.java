package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see of a stop. */
final class StopTest {

  private static final int STREAMS = 30;

  @Test
  void everyStreamThatOutlivesTheStopIsToldSo(@TempDir Path folder) throws Exception {
    List<RawCaller> callers = new ArrayList<>();
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      LiveGateway gateway =
          LiveSetup.of(folder, provider).with("SHUTDOWN_TIMEOUT", "300ms").start();
      Customer customer = gateway.rich();
      for (int i = 0; i < STREAMS; i++) {
        provider.next(Script.stream().event(ProviderAnswers.delta("one")).hold());
        callers.add(RawCaller.connect(gateway.port()).ask(customer, Question.STREAM));
        callers.get(i).lineWith("\"content\":\"one\"");
      }

      gateway.close();

      for (RawCaller caller : callers) {
        assertThat(caller.rest())
            .contains("\"finish_reason\":\"error\"")
            .contains("event: error")
            .contains("data: [DONE]\n\n")
            .endsWith("0\r\n\r\n");
        caller.close();
      }
    }
  }
}
