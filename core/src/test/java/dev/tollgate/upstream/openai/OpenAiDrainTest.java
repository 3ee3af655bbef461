package dev.tollgate.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.Draining;
import dev.tollgate.upstream.RecordingListener;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFixture;
import dev.tollgate.upstream.codec.CodecUpstream;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read on when nobody wants the answer any more, through real sockets. */
final class OpenAiDrainTest {

  private static final String USAGE =
      "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}";

  private static final Duration SOON = Duration.ofSeconds(1);

  private final UpstreamFixture fixture = new UpstreamFixture();
  private final RecordingListener listener = new RecordingListener();

  @AfterEach
  void close() {
    fixture.close();
  }

  private UpstreamCall ask(@Nullable Draining draining) {
    return new CodecUpstream(
            fixture.settings(draining),
            new OpenAiCodec(fixture.provider().baseUrl()),
            fixture.client(),
            InstantSource.system())
        .call(ChatRequests.streamed("Hi"), listener);
  }

  private Script started() {
    return fixture
        .provider()
        .next(Script.stream().event(OpenAiUpstreamTest.delta("\"content\":\"x\"")).hold());
  }

  @Test
  void theRestIsToldToItsEnd() throws Exception {
    Script script =
        started()
            .event(OpenAiUpstreamTest.delta("\"content\":\"y\""))
            .event(OpenAiUpstreamTest.finish("stop"))
            .done();
    UpstreamCall call = ask(new Draining(Duration.ofSeconds(20), 1 << 20));
    listener.awaitChunk();

    assertThat(call.leave(false)).isTrue();
    script.release();

    assertThat(listener.awaitEnd()).hasSize(3);
    fixture.awaitIdle();
  }

  @Test
  void aPausedAnswerIsReadOn() throws Exception {
    Script script = started().event(OpenAiUpstreamTest.finish("stop")).done();
    UpstreamCall call = ask(new Draining(Duration.ofSeconds(20), 1 << 20));
    listener.awaitChunk();
    call.pause();

    assertThat(call.leave(false)).isTrue();
    script.release();

    assertThat(listener.awaitEnd()).hasSize(2);
  }

  @Test
  void anAnswerThatHasNotBegunIsReadToo() throws Exception {
    Script script =
        fixture
            .provider()
            .next(
                Script.empty()
                    .hold()
                    .then(
                        wire ->
                            Script.stream()
                                .event(OpenAiUpstreamTest.finish("stop"))
                                .done()
                                .play(wire)));
    UpstreamCall call = ask(new Draining(Duration.ofSeconds(20), 1 << 20));
    script.awaitHold();

    assertThat(call.leave(false)).isTrue();
    script.release();

    assertThat(listener.awaitEnd()).hasSize(1);
  }

  @Test
  void drainingHasABoundInTime() throws Exception {
    Script script = started();
    UpstreamCall call = ask(new Draining(Duration.ofMillis(100), 1 << 20));
    listener.awaitChunk();

    assertThat(call.leave(false)).isTrue();

    assertThat(listener.awaitFailure().detail()).contains("the rest of the answer");
    assertThat(script.isClientGoneWithin(SOON)).isTrue();
  }

  @Test
  void drainingHasABoundInBytes() throws Exception {
    Script script = started().part(": " + "x".repeat(2_000) + "\n\n").hold();
    UpstreamCall call = ask(new Draining(Duration.ofSeconds(20), 1_000));
    listener.awaitChunk();

    assertThat(call.leave(false)).isTrue();
    script.release();

    assertThat(listener.awaitFailure().detail()).contains("too long to drain");
    assertThat(script.isClientGoneWithin(SOON)).isTrue();
  }

  @Test
  void withoutDrainingTheConnectionIsClosed() throws Exception {
    Script script = started();
    UpstreamCall call = ask(null);
    listener.awaitChunk();

    assertThat(call.leave(false)).isFalse();

    assertThat(script.isClientGoneWithin(SOON)).isTrue();
    fixture.awaitIdle();
  }

  @Test
  void whatIsBehindTheEndOfAnAnswerIsToldAlsoWhereCancellingStopsTheBill() throws Exception {
    Script script = finished().event(USAGE).done();
    UpstreamCall call = ask(null);
    listener.awaitChunk();

    assertThat(call.leave(true)).isTrue();
    script.release();

    assertThat(listener.awaitEnd()).hasSize(2);
    fixture.awaitIdle();
  }

  @Test
  void itHasASecondAtTheMost() throws Exception {
    Script script = finished().hold();
    UpstreamCall call = ask(null);
    listener.awaitChunk();

    assertThat(call.leave(true)).isTrue();

    assertThat(script.isClientGoneWithin(Script.DEADLINE)).isTrue();
    assertThat(listener.awaitEnd()).hasSize(1);
    fixture.awaitIdle();
  }

  private Script finished() {
    return fixture.provider().next(Script.stream().event(OpenAiUpstreamTest.finish("stop")).hold());
  }
}
