package dev.tollgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.SampleRequests;
import dev.tollgate.chat.Usage;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.routing.Candidate;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversations that are too long for one route and fit another, and models without any route. */
class GatewayWindowTest {

  private final GatewayFixture fixture = new GatewayFixture();
  private final ScriptedUpstream small = new ScriptedUpstream("small");
  private final ScriptedUpstream same = new ScriptedUpstream("same");
  private final ScriptedUpstream large = new ScriptedUpstream("large");
  private final ScriptedUpstream huge = new ScriptedUpstream("huge");

  @AfterEach
  void stopTimer() {
    fixture.close();
  }

  private static Candidate route(ScriptedUpstream upstream, long window) {
    return new Candidate(upstream, "real", window);
  }

  private void start(Candidate... candidates) {
    fixture.answer(SampleRequests.streamed(), List.of(candidates));
  }

  private void startAll() {
    start(route(small, 8_000), route(same, 8_000), route(large, 32_000), route(huge, 128_000));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CONTEXT_LENGTH_EXCEEDED", "REQUEST_TOO_LARGE"})
  void aLargerRouteAnswersWhatIsTooLongForTheFirst(Kind kind) {
    startAll();

    small.call().fail(kind);
    large.call().accept().say("Far.").finish().report(9, 4).end();

    assertThat(same.calls).isEmpty();
    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
    assertThat(fixture.ending.charged).containsExactly(Usage.of(9, 4));
  }

  @Test
  void itIsTriedOnceOnly() {
    startAll();

    small.call().fail(Kind.CONTEXT_LENGTH_EXCEEDED);
    large.call().fail(Kind.CONTEXT_LENGTH_EXCEEDED);

    assertThat(huge.calls).isEmpty();
    assertThat(fixture.sink.events).containsExactly("fail CONTEXT_LENGTH_EXCEEDED");
    assertThat(fixture.ending.events).containsExactly("release");
  }

  @Test
  void withoutALargerRouteTheCallerIsTold() {
    start(route(small, 8_000), route(same, 8_000));

    small.call().fail(Kind.CONTEXT_LENGTH_EXCEEDED);

    assertThat(same.calls).isEmpty();
    assertThat(fixture.sink.events).containsExactly("fail CONTEXT_LENGTH_EXCEEDED");
  }

  @Test
  void whenTheLargerRouteFailsOnlyLargerOnesTakeOver() {
    start(route(small, 8_000), route(large, 32_000), route(same, 8_000), route(huge, 32_000));

    small.call().fail(Kind.CONTEXT_LENGTH_EXCEEDED);
    large.call().fail(Kind.SERVER_ERROR);
    huge.call().accept().say("Far.").finish().end();

    assertThat(same.calls).isEmpty();
    assertThat(fixture.sink.events).containsExactly("Far.", "finish stop", "end");
  }

  @Test
  void aModelWithoutARouteInUseIsUnavailable() {
    start();

    assertThat(fixture.sink.events).containsExactly("fail UPSTREAM_UNAVAILABLE");
    assertThat(Objects.requireNonNull(fixture.sink.refusal).kind())
        .isEqualTo(RefusalKind.UPSTREAM_UNAVAILABLE);
    assertThat(Objects.requireNonNull(fixture.sink.refusal).retryAfter()).isPresent();
    assertThat(fixture.ending.events).containsExactly("release");
  }
}
