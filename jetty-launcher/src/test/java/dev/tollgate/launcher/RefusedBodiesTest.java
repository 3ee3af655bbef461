package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ScriptedProvider;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Refusals reach callers who send all that they have before they read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedBodiesTest {

  private static final int SIZE = 800_000;

  private final ScriptedProvider provider = ScriptedProvider.start();
  private LiveGateway gateway;
  private Customer customer;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    gateway = LiveSetup.of(folder, provider).start();
    customer = gateway.rich();
    provider.otherwise(() -> ProviderAnswers.whole("Hi.", 24, 9));
  }

  @AfterAll
  void stop() {
    gateway.close();
    provider.close();
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
