package dev.tollgate.upstream.openai;

import static dev.tollgate.upstream.openai.OpenAiUpstreamTest.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.ChatRequests;
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
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that are not made, and slots that are never lost. */
final class OpenAiConnectionTest {

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private CodecUpstream upstream(UpstreamSettings settings) {
    return new CodecUpstream(
        settings, new OpenAiCodec(settings.baseUrl()), fixture.client(), InstantSource.system());
  }

  private UpstreamSettings at(URI baseUrl, Duration connectTimeout) {
    Duration generous = Duration.ofSeconds(20);
    return new UpstreamSettings(
        "x", baseUrl, null, connectTimeout, generous, generous, 1, 0, generous, null);
  }

  @Test
  void aServerThatTakesNoConnectionIsGivenUpInTime() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    List<Socket> fillers = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, loopback)) {
      // Nobody accepts: two connections fill the backlog, and the kernel drops what comes then.
      for (int i = 0; i < 2; i++) {
        fillers.add(new Socket(loopback, full.getLocalPort()));
      }
      URI address = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/v1");
      RecordingListener listener = new RecordingListener();
      CodecUpstream upstream = upstream(at(address, Duration.ofMillis(300)));

      upstream.call(ChatRequests.whole("Hi"), listener);

      assertThat(listener.awaitFailure().kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
      // Its only slot is free again.
      RecordingListener second = new RecordingListener();
      upstream.call(ChatRequests.whole("Hi"), second);
      assertThat(second.awaitFailure().kind()).isEqualTo(Kind.CONNECT_TIMEOUT);
    } finally {
      for (Socket filler : fillers) {
        filler.close();
      }
    }
  }

  @Test
  void aFailedTlsHandshakeIsAConnectFailure() throws Exception {
    fixture.provider().next(Script.json(WHOLE));
    URI plain = fixture.provider().baseUrl();
    URI address = URI.create("https://127.0.0.1:" + plain.getPort() + "/v1");
    RecordingListener listener = new RecordingListener();

    // The provider waits for a request head in vain; the handshake has the connect timeout.
    upstream(at(address, Duration.ofMillis(500))).call(ChatRequests.whole("Hi"), listener);

    assertThat(listener.awaitFailure().kind()).isIn(Kind.CONNECT_FAILED, Kind.CONNECT_TIMEOUT);
    assertThat(fixture.provider().requests()).isEmpty();
  }

  @Test
  void closingTheClientEndsWhatIsUnderWay() throws Exception {
    Script silent = fixture.provider().next(Script.empty().hold());
    RecordingListener listener = new RecordingListener();
    upstream(fixture.settings()).call(ChatRequests.whole("Hi"), listener);
    silent.awaitHold();

    fixture.client().close();

    assertThat(listener.awaitFailure().kind()).isEqualTo(Kind.CONNECTION_LOST);
    RecordingListener late = new RecordingListener();
    upstream(fixture.settings()).call(ChatRequests.whole("Hi"), late);
    UpstreamFailure failure = late.awaitFailure();
    assertThat(failure.kind()).isIn(Kind.CONNECTION_LOST, Kind.CONNECT_FAILED);
  }

  @Test
  void noSlotIsLostWhenCallsAreCancelledAtAnyTime() throws Exception {
    fixture.provider().otherwise(() -> Script.json(WHOLE));
    CodecUpstream upstream = upstream(fixture.settings(4, 1000, Duration.ofSeconds(20)));
    Random random = new Random(7);
    List<RecordingListener> kept = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      RecordingListener listener = new RecordingListener();
      UpstreamCall call = upstream.call(ChatRequests.whole("Hi"), listener);
      int spins = random.nextInt(4000);
      for (int s = 0; s < spins; s++) {
        Thread.onSpinWait();
      }
      if (random.nextBoolean()) {
        call.cancel();
      } else {
        kept.add(listener);
      }
    }
    for (RecordingListener listener : kept) {
      assertThat(listener.awaitAnswer().content()).isEqualTo("Hi.");
    }
    fixture.awaitIdle();

    List<Script> holds = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      holds.add(fixture.provider().next(Script.empty().hold()));
      upstream.call(ChatRequests.whole("Hi"), new RecordingListener());
    }
    for (Script hold : holds) {
      hold.awaitHold();
    }
    assertThat(holds).hasSize(4);
  }
}
