package dev.tollgate.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.config.Secret;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class EmbeddedTest {

  private static final String ANSWER =
      """
      {"choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},\
      "finish_reason":"stop"}],
       "usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}""";

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private void run(ScriptedProvider provider) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    Embedded.run(provider.baseUrl(), new Secret("sk-provider"), out);
  }

  @Test
  void sampleChargesWhatTheProviderCounted() {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      provider.next(Script.json(ANSWER));

      run(provider);

      // 10 tokens at $0.50 and 2 at $2.00 a million.
      assertThat(printed.toString(StandardCharsets.UTF_8).lines())
          .containsExactly("Hello.", "charged $0.000009", "balance $0.999991");
      assertThat(provider.requests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.header("Authorization")).containsExactly("Bearer sk-provider");
                assertThat(request.body()).contains("\"gpt-4.1-mini\"", "Say hello.");
              });
    }
  }

  @Test
  void failureOfTheProviderIsARefusal() {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      provider.next(Script.status(500, "{}"));

      assertThatThrownBy(() -> run(provider))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(RefusalKind.UPSTREAM_ERROR));
    }
  }
}
