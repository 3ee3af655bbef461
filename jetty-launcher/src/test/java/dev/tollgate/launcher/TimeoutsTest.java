package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.FailureRow;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import dev.tollgate.upstream.hostile.ProviderApi;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The waits of the config, and what they do not cut short. */
final class TimeoutsTest {

  private static final Duration IDLE = Duration.ofSeconds(1);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answerThatTakesLongerThanTheIdleTimeoutStillArrives(boolean stream, @TempDir Path folder)
      throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start()) {
      LiveSetup setup = LiveSetup.of(folder, provider);
      Customer customer;
      // Opened without the short timeout, which could meet the admin's connection between calls.
      try (LiveGateway before = setup.start()) {
        customer = before.rich();
      }
      try (LiveGateway gateway = setup.with("IDLE_TIMEOUT", IDLE.toMillis() + "ms").start()) {
        askAndWait(gateway, customer, provider, stream);
      }
    }
  }

  private static void askAndWait(
      LiveGateway gateway, Customer customer, ScriptedProvider provider, boolean stream)
      throws Exception {
    Script late = Script.empty().hold();
    Script answer =
        stream ? ProviderAnswers.streamed(24, 9, "late") : ProviderAnswers.whole("late", 24, 9);
    provider.next(late.then(answer::play));

    CompletableFuture<HttpResponse<String>> response =
        new Caller(gateway, customer).chatLater(stream ? Question.STREAM : Question.PLAIN);
    late.awaitHold();
    // Nothing may happen here; if the connection were closed, this would end at once.
    assertThatThrownBy(() -> response.get(2 * IDLE.toMillis(), TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    late.release();

    HttpResponse<String> arrived = response.get(Script.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    assertThat(arrived.statusCode()).isEqualTo(200);
    assertThat(arrived.body()).contains("late");
    gateway.checkBooks();
  }

  @Test
  void connectionOnWhichNothingIsAskedIsClosed(@TempDir Path folder) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start();
        LiveGateway gateway =
            LiveSetup.of(folder, provider).with("IDLE_TIMEOUT", IDLE.toMillis() + "ms").start();
        RawCaller silent = RawCaller.connect(gateway.port())) {
      assertThat(silent.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @FailureRow(18)
  void row18SilenceIsNotTriedElsewhereWithoutTheTimeForIt(ProviderApi api, @TempDir Path folder)
      throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start();
        ScriptedProvider other = ScriptedProvider.start();
        LiveGateway gateway =
            LiveSetup.of(folder, provider)
                .with("TYPE", api.type())
                .withSecond(other)
                .with("REQUEST_TIMEOUT", "1900ms")
                .with("FIRST_BYTE_TIMEOUT", "150ms")
                .start()) {
      Script silent = provider.next(Script.empty().hold());
      Customer customer = gateway.rich();

      HttpResponse<String> response = new Caller(gateway, customer).chat(Question.of("two-routes"));

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(Answer.of(response.body()).text("error.code")).isEqualTo("upstream_timeout");
      assertThat(silent.isClientGoneWithin(Script.DEADLINE)).isTrue();
      assertThat(provider.requests()).hasSize(1);
      assertThat(other.requests()).isEmpty();
      UpstreamState state = UpstreamState.of(new AdminCaller(gateway.address()), "first");
      assertThat(state.errors()).isEqualTo(Map.of("timeout", 1L));
      assertThat(state.circuit()).isEqualTo("closed");
      gateway.checkUncharged(customer);
    }
  }

  @ParameterizedTest
  @EnumSource
  @FailureRow(18)
  void row18SilenceUpToTheRequestTimeoutCountsAgainstTheUpstream(
      ProviderApi api, @TempDir Path folder) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start();
        LiveGateway gateway =
            LiveSetup.of(folder, provider)
                .with("TYPE", api.type())
                .with("REQUEST_TIMEOUT", "300ms")
                .start()) {
      provider.otherwise(() -> Script.empty().hold());
      Customer customer = gateway.rich();
      Caller caller = new Caller(gateway, customer);

      for (int i = 0; i < 5; i++) {
        HttpResponse<String> response = caller.chat(Question.PLAIN);
        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(Answer.of(response.body()).text("error.code")).isEqualTo("upstream_timeout");
      }

      assertThat(provider.requests()).hasSize(5);
      UpstreamState state = UpstreamState.of(new AdminCaller(gateway.address()), "first");
      assertThat(state.errors()).isEqualTo(Map.of("timeout", 5L));
      assertThat(state.circuit()).isEqualTo("open");
      gateway.checkUncharged(customer);
    }
  }

  @Test
  void wholeAnswerHasTheRequestTimeout(@TempDir Path folder) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start();
        LiveGateway gateway =
            LiveSetup.of(folder, provider).with("REQUEST_TIMEOUT", "300ms").start()) {
      Script slow = provider.next(Script.empty().hold());
      Customer customer = gateway.rich();

      HttpResponse<String> response = new Caller(gateway, customer).chat(Question.PLAIN);

      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(Answer.of(response.body()).text("error.code")).isEqualTo("upstream_timeout");
      assertThat(slow.isClientGoneWithin(Script.DEADLINE)).isTrue();
      gateway.checkUncharged(customer);
    }
  }

  @Test
  void streamHasTheStreamTimeoutAndIsBrokenOffAtNoCharge(@TempDir Path folder) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.start();
        LiveGateway gateway =
            LiveSetup.of(folder, provider)
                .with("REQUEST_TIMEOUT", "100ms")
                .with("STREAM_TIMEOUT", "1s")
                .start()) {
      Script slow = provider.next(Script.stream().event(ProviderAnswers.delta("Hi")).hold());
      Customer customer = gateway.rich();

      HttpResponse<String> response = new Caller(gateway, customer).chat(Question.STREAM);

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .contains("\"content\":\"Hi\"")
          .contains("\"finish_reason\":\"error\"")
          .contains("\"code\":\"upstream_timeout\"")
          .endsWith("data: [DONE]\n\n");
      assertThat(slow.isClientGoneWithin(Script.DEADLINE)).isTrue();
      gateway.checkUncharged(customer);
    }
  }
}
