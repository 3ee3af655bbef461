package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ScriptedProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Refusals reach callers who send all that they have before they read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedBodiesTest {

  private static final int SIZE = 800_000;

  @RegisterExtension private final LiveScene scene = LiveScene.start();
  private final ScriptedProvider provider = scene.provider();
  private final LiveGateway gateway = scene.gateway();
  private final Customer customer = scene.customer();

  @BeforeAll
  void prepare() throws Exception {
    provider.otherwise(() -> ProviderAnswers.whole("Hi.", 24, 9));
  }

  private RawCaller raw() throws Exception {
    return RawCaller.connect(gateway.port());
  }

  private static String large(String head) {
    return head + " ".repeat(SIZE);
  }

  @Test
  void aLargeBodyWithABadKeyGetsItsWhole401() throws Exception {
    Customer stranger = new Customer("", "", "sk-none");
    try (RawCaller caller = raw()) {
      caller.send(large(RawCaller.chatHead(stranger, "Content-Length: " + SIZE)));

      assertThat(caller.head().get(0)).contains(" 401 ");
      caller.bodyUntil("}}", "unauthorized");
      assertThat(caller.ask(customer, Question.PLAIN).body()).contains("Hi.");
    }
  }

  @Test
  void aLargeBodyOfAnotherTypeGetsItsWhole415() throws Exception {
    String head = RawCaller.chatHead(customer, "Content-Length: " + SIZE);
    try (RawCaller caller = raw()) {
      caller.send(large(head.replace("application/json", "text/plain")));

      assertThat(caller.head().get(0)).contains(" 415 ");
      caller.bodyUntil("}}", "unsupported_media_type");
      assertThat(caller.ask(customer, Question.PLAIN).body()).contains("Hi.");
    }
  }

  @Test
  void aBodyThatIsTooLargeToBeReadIsAnsweredBeforeItsConnectionCloses() throws Exception {
    Customer stranger = new Customer("", "", "sk-none");
    try (RawCaller caller = raw()) {
      caller.send(RawCaller.chatHead(stranger, "Content-Length: 900000000"));

      assertThat(caller.head().get(0)).contains(" 401 ");
      assertThat(caller.rest()).contains("unauthorized");
    }
  }
}
