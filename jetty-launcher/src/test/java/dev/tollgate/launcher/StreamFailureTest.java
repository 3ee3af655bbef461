package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.ExchangeSummary;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that break after the caller has seen a part: said as an error, never as an end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamFailureTest {

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Customer customer = scene.customer();

  static Stream<Named<UnaryOperator<Script>>> breaks() {
    return Stream.of(
        Named.of("connection closed", Script::cut),
        Named.of("connection reset", Script::reset),
        Named.of("end without a finish reason", Script::end),
        Named.of("[DONE] without a finish reason", Script::done),
        Named.of("error object", s -> s.event("{\"error\":{\"message\":\"canary\"}}").end()),
        Named.of("error event", s -> s.part("event: error\ndata: {\"message\":\"canary\"}\n\n")),
        Named.of("no JSON", s -> s.event("{canary").end()),
        Named.of("broken UTF-8", s -> s.part(new byte[] {'d', 'a', 't', 'a', ':', -1, 10, 10})));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void brokenStreamEndsWithAnErrorAndCostsNothing(UnaryOperator<Script> broken) throws Exception {
    Script script =
        provider.next(broken.apply(Script.stream().event(ProviderAnswers.delta("Hi")).hold()));
    List<String> events = new ArrayList<>();

    try (RawCaller caller = RawCaller.connect(gateway.port())) {
      caller.ask(customer, Question.STREAM);
      caller.lineWith("\"content\":\"Hi\"");
      script.release();
      readEvents(caller, events);
    }

    assertThat(events).hasSize(4);
    Answer finish = Answer.of(events.get(0).substring("data: ".length()));
    assertThat(finish.text("choices.0.finish_reason")).isEqualTo("error");
    assertThat(finish.has("error")).isFalse();
    assertThat(events.get(1)).isEqualTo("event: error");
    Answer error = Answer.of(events.get(2).substring("data: ".length()));
    assertThat(error.text("error.type")).isEqualTo("api_error");
    assertThat(error.text("error.code")).isEqualTo("upstream_error");
    assertThat(error.has("choices")).isFalse();
    assertThat(events.get(3)).isEqualTo("data: [DONE]");
    assertThat(events.toString()).doesNotContain("canary").doesNotContain("\"stop\"");
    assertThat(gateway.awaitEnding().outcome()).isEqualTo(ExchangeSummary.Outcome.FAILED);
    gateway.checkUncharged(customer);
  }

  private static void readEvents(RawCaller caller, List<String> events) throws IOException {
    while (events.isEmpty() || !events.get(events.size() - 1).equals("data: [DONE]")) {
      String line = caller.line();
      if (line.startsWith("data:") || line.startsWith("event:")) {
        events.add(line);
      }
    }
  }
}
