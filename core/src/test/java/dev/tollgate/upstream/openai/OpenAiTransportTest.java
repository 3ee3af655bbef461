package dev.tollgate.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.upstream.ChatRequests;
import dev.tollgate.upstream.ProviderKey;
import dev.tollgate.upstream.RecordingListener;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.UpstreamFixture;
import dev.tollgate.upstream.UpstreamSettings;
import dev.tollgate.upstream.codec.CodecUpstream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections, timeouts, bounds and cancellation, through real sockets. */
final class OpenAiTransportTest {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private RecordingListener ask(UpstreamSettings settings, boolean stream) {
    RecordingListener listener = new RecordingListener();
    upstream(settings)
        .call(stream ? ChatRequests.streamed("Hi") : ChatRequests.whole("Hi"), listener);
    return listener;
  }

  private CodecUpstream upstream(UpstreamSettings settings) {
    return new CodecUpstream(
        settings, new OpenAiCodec(settings.baseUrl()), fixture.client(), InstantSource.system());
  }

  private Script shortStream() {
    return Script.stream()
        .event(OpenAiUpstreamTest.delta("\"content\":\"x\""))
        .event(OpenAiUpstreamTest.finish("stop"))
        .done();
  }

  @Test
  void oneConnectionServesCallsInARow() throws Exception {
    fixture.provider().next(Script.json(OpenAiUpstreamTest.WHOLE));
    fixture.provider().next(Script.status(429, "{\"error\":{}}"));
    fixture.provider().next(shortStream());
    fixture.provider().next(Script.json(OpenAiUpstreamTest.WHOLE));
    CodecUpstream upstream = upstream(fixture.settings());

    for (boolean stream : new boolean[] {false, false, true, false}) {
      RecordingListener listener = new RecordingListener();
      upstream.call(stream ? ChatRequests.streamed("Hi") : ChatRequests.whole("Hi"), listener);
      if (stream) {
        listener.awaitEnd();
      } else {
        listener.awaitAny();
      }
      fixture.awaitIdle();
    }

    assertThat(fixture.provider().requests()).hasSize(4);
    assertThat(fixture.provider().connections()).isEqualTo(1);
    assertThat(fixture.pendingTimers()).isZero();
  }

  @Test
  void aConnectionThatTheServerClosedInBetweenIsNotUsedAgain() throws Exception {
    Script first = fixture.provider().next(Script.json(OpenAiUpstreamTest.WHOLE).halfClose());
    ask(fixture.settings(), false).awaitAnswer();
    assertThat(first.isClientGoneWithin(Script.DEADLINE)).isTrue();
    fixture.provider().next(Script.json(OpenAiUpstreamTest.WHOLE));

    RecordingListener second = ask(fixture.settings(), false);

    assertThat(second.awaitAnswer().content()).isEqualTo("Hi.");
    assertThat(fixture.provider().connections()).isEqualTo(2);
  }

  @Test
  void aResetBeforeTheAnswerIsToldAndNothingIsSentTwice() throws Exception {
    fixture.provider().next(Script.empty().reset());

    UpstreamFailure failure = ask(fixture.settings(), false).awaitFailure();

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    fixture.provider().next(Script.json(OpenAiUpstreamTest.WHOLE));
    ask(fixture.settings(), false).awaitAnswer();
    assertThat(fixture.provider().requests()).hasSize(2);
  }

  @Test
  void aRefusedConnectionIsAConnectFailure() throws Exception {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
    }

    assertThat(ask(at(nobody), false).awaitFailure().kind()).isEqualTo(Kind.CONNECT_FAILED);
  }

  @Test
  void anUnknownHostIsAConnectFailure() throws Exception {
    URI unknown = URI.create("http://no-such-host.invalid/v1");

    assertThat(ask(at(unknown), false).awaitFailure().kind()).isEqualTo(Kind.CONNECT_FAILED);
    assertThat(fixture.pendingTimers()).isZero();
  }

  private UpstreamSettings at(URI baseUrl) {
    return new UpstreamSettings(
        "x", baseUrl, new ProviderKey("k"), SOON.multipliedBy(8), SOON, SOON, 1, 0, SOON, null);
  }

  @Test
  void aServerThatTakesTheRequestAndSaysNothingIsGivenUpInTime() throws Exception {
    Script silent = fixture.provider().next(Script.empty().hold());

    UpstreamFailure failure =
        ask(fixture.settings(Duration.ofMillis(200), Duration.ofSeconds(20)), false).awaitFailure();

    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure.detail()).contains("first byte");
    assertThat(silent.isClientGoneWithin(SOON)).isTrue();
  }

  @Test
  void aStreamThatStallsIsGivenUpInTime() throws Exception {
    Script stalling =
        fixture
            .provider()
            .next(Script.stream().event(OpenAiUpstreamTest.delta("\"content\":\"x\"")).hold());

    RecordingListener listener =
        ask(fixture.settings(Duration.ofSeconds(20), Duration.ofMillis(300)), true);

    assertThat(listener.awaitFailure().detail()).contains("idle");
    assertThat(listener.chunks()).containsExactly(new ChatChunk.ContentDelta("x"));
    assertThat(stalling.isClientGoneWithin(SOON)).isTrue();
  }

  @Test
  void signsOfLifeKeepASlowStreamGoing() throws Exception {
    Script slow = Script.stream();
    for (int i = 0; i < 6; i++) {
      slow.hold().part(": still thinking\n\n");
    }
    slow.event(OpenAiUpstreamTest.finish("stop")).done();
    fixture.provider().next(slow);

    RecordingListener listener =
        ask(fixture.settings(Duration.ofSeconds(20), Duration.ofMillis(600)), true);
    for (int i = 0; i < 6; i++) {
      slow.awaitHold();
      // Longer in all than the idle timeout, shorter each.
      assertThat(slow.isFinishedWithin(Duration.ofMillis(150))).isFalse();
      slow.release();
    }

    assertThat(listener.awaitEnd()).hasSize(1);
  }

  @Test
  void aCallCancelledBeforeTheHeadClosesItsConnection() throws Exception {
    Script silent = fixture.provider().next(Script.empty().hold());
    RecordingListener listener = new RecordingListener();
    UpstreamCall call = upstream(fixture.settings()).call(ChatRequests.whole("Hi"), listener);
    silent.awaitHold();

    call.cancel();

    assertThat(silent.isClientGoneWithin(SOON)).isTrue();
    assertThat(listener.isOver()).isFalse();
    assertThat(fixture.pendingTimers()).isZero();
  }

  @Test
  void aStreamCancelledInTheMiddleClosesItsConnectionAndSaysNoMore() throws Exception {
    Script script =
        fixture
            .provider()
            .next(Script.stream().event(OpenAiUpstreamTest.delta("\"content\":\"x\"")).hold());
    RecordingListener listener = new RecordingListener();
    UpstreamCall call = upstream(fixture.settings()).call(ChatRequests.streamed("Hi"), listener);
    listener.awaitChunk();

    call.cancel();
    call.pause();
    call.resume();

    assertThat(script.isClientGoneWithin(SOON)).isTrue();
    assertThat(listener.isOver()).isFalse();
    assertThat(listener.chunks()).hasSize(1);
  }

  @Test
  void aListenerThatCancelsInsideAnEventHearsNoMoreOfTheSameBuffer() throws Exception {
    String event = "data: " + OpenAiUpstreamTest.delta("\"content\":\"x\"") + "\n\n";
    Script script = fixture.provider().next(Script.stream().hold().part(event.repeat(5)).hold());
    CancellingListener listener = new CancellingListener();
    listener.call = upstream(fixture.settings()).call(ChatRequests.streamed("Hi"), listener);

    script.awaitHold();
    script.release();

    assertThat(script.isClientGoneWithin(Script.DEADLINE)).isTrue();
    assertThat(listener.heard.get()).isEqualTo(1);
  }

  @Test
  void aThirdCallIsRefusedAtOnceWhenOneRunsAndOneWaits() throws Exception {
    UpstreamSettings settings = fixture.settings(1, 1, Duration.ofSeconds(20));
    Script first =
        fixture
            .provider()
            .next(Script.empty().hold().then(w -> Script.json(OpenAiUpstreamTest.WHOLE).play(w)));
    fixture.provider().next(Script.json(OpenAiUpstreamTest.WHOLE));
    CodecUpstream upstream = upstream(settings);
    List<RecordingListener> listeners = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      listeners.add(new RecordingListener());
      upstream.call(ChatRequests.whole("Hi"), listeners.get(i));
    }

    assertThat(listeners.get(2).awaitFailure().kind()).isEqualTo(Kind.QUEUE_FULL);
    first.awaitHold();
    assertThat(fixture.provider().requests()).hasSize(1);
    first.release();

    assertThat(listeners.get(0).awaitAnswer().content()).isEqualTo("Hi.");
    assertThat(listeners.get(1).awaitAnswer().content()).isEqualTo("Hi.");
    assertThat(fixture.provider().connections()).isEqualTo(1);
  }

  @Test
  void whoWaitsTooLongForItsTurnIsRefusedAndFreesItsPlace() throws Exception {
    UpstreamSettings settings = fixture.settings(1, 1, Duration.ofMillis(150));
    Script first = fixture.provider().next(Script.empty().hold());
    CodecUpstream upstream = upstream(settings);
    RecordingListener running = new RecordingListener();
    UpstreamCall runningCall = upstream.call(ChatRequests.whole("Hi"), running);
    first.awaitHold();

    for (int i = 0; i < 2; i++) {
      RecordingListener waiting = new RecordingListener();
      upstream.call(ChatRequests.whole("Hi"), waiting);
      UpstreamFailure failure = waiting.awaitFailure();
      assertThat(failure.kind()).isEqualTo(Kind.QUEUE_FULL);
      assertThat(failure.detail()).contains("queue timeout");
    }
    runningCall.cancel();
    fixture.provider().next(Script.json(OpenAiUpstreamTest.WHOLE));
    RecordingListener next = new RecordingListener();
    upstream.call(ChatRequests.whole("Hi"), next);

    assertThat(next.awaitAnswer().content()).isEqualTo("Hi.");
    assertThat(fixture.provider().requests()).hasSize(2);
  }
}
