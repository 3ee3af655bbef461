package dev.tollgate.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFixture;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackPressureTest {

  private static final int FLOOD_PARTS = 1024;
  private static final byte[] FLOOD_PART = "x".repeat(64 << 10).getBytes(StandardCharsets.UTF_8);
  private static final long FLOOD_BYTES = (long) FLOOD_PARTS * FLOOD_PART.length;

  private final UpstreamFixture fixture = new UpstreamFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Counts bytes and lets a test pause at the first of them. */
  private static final class Counter implements ResponseEvents {
    final AtomicLong bytes = new AtomicLong();
    final CountDownLatch firstByte = new CountDownLatch(1);
    final CountDownLatch paused = new CountDownLatch(1);
    final CompletableFuture<String> last = new CompletableFuture<>();

    @Override
    public Next head(ResponseHead head) {
      return Next.CONTINUE;
    }

    @Override
    public Next data(ByteBuffer part) {
      bytes.addAndGet(part.remaining());
      firstByte.countDown();
      try {
        // Only until the test has paused: from then on the gate alone holds the upstream back.
        if (!paused.await(Script.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
          return Next.STOP;
        }
      } catch (InterruptedException e) {
        return Next.STOP;
      }
      return Next.CONTINUE;
    }

    @Override
    public void end() {
      last.complete("end");
    }

    @Override
    public void failed(UpstreamFailure failure) {
      last.complete(failure.toString());
    }
  }

  private Script flood(boolean chunked) {
    Script script =
        chunked
            ? Script.stream()
            : Script.empty()
                .raw(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
                        + FLOOD_BYTES
                        + "\r\n\r\n");
    script.then(
        wire -> {
          for (int i = 0; i < FLOOD_PARTS; i++) {
            if (chunked) {
              wire.writeChunk(FLOOD_PART);
            } else {
              wire.write(FLOOD_PART);
            }
          }
        });
    return chunked ? script.end() : script;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPausedStreamStopsItsServerAndAResumedOneGoesOn(boolean chunked) throws Exception {
    Script flood = fixture.provider().next(flood(chunked));
    Counter counter = new Counter();
    UpstreamCall call =
        fixture
            .client()
            .destination(
                fixture.settings(Duration.ofSeconds(20), Duration.ofMillis(200)), ApiHeaders.BEARER)
            .post("/x", new byte[] {'{', '}'}, "*/*", counter);
    assertThat(counter.firstByte.await(10, TimeUnit.SECONDS)).isTrue();

    call.pause();
    counter.paused.countDown();

    // Longer than the idle timeout: silence that we asked for is no stall.
    assertThat(flood.isFinishedWithin(Duration.ofMillis(600))).isFalse();
    assertThat(counter.bytes).hasValueLessThan(64 << 10);
    assertThat(counter.last).isNotDone();

    call.resume();
    assertThat(counter.last.get(30, TimeUnit.SECONDS)).isEqualTo("end");
    assertThat(counter.bytes).hasValue(FLOOD_BYTES);
    assertThat(flood.isFinishedWithin(Script.DEADLINE)).isTrue();
  }

  @Test
  void aPausedStreamCanStillBeCancelled() throws Exception {
    Script flood = fixture.provider().next(flood(true));
    Counter counter = new Counter();
    UpstreamCall call =
        fixture
            .client()
            .destination(fixture.settings(), ApiHeaders.BEARER)
            .post("/x", new byte[] {'{', '}'}, "*/*", counter);
    assertThat(counter.firstByte.await(10, TimeUnit.SECONDS)).isTrue();
    call.pause();
    counter.paused.countDown();

    call.cancel();

    assertThat(flood.isClientGoneWithin(Duration.ofSeconds(1))).isTrue();
    assertThat(counter.last).isNotDone();
  }

  @Test
  void aStreamMayBePausedAndResumedFromManyThreads() throws Exception {
    fixture.provider().next(flood(true));
    Counter counter = new Counter();
    counter.paused.countDown();
    UpstreamCall call =
        fixture
            .client()
            .destination(fixture.settings(), ApiHeaders.BEARER)
            .post("/x", new byte[] {'{', '}'}, "*/*", counter);

    CompletableFuture<?>[] togglers = new CompletableFuture<?>[2];
    for (int t = 0; t < togglers.length; t++) {
      togglers[t] =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 300; i++) {
                  call.pause();
                  call.resume();
                }
              });
    }
    CompletableFuture.allOf(togglers).get(20, TimeUnit.SECONDS);
    call.resume();

    assertThat(counter.last.get(30, TimeUnit.SECONDS)).isEqualTo("end");
    assertThat(counter.bytes).hasValue(FLOOD_BYTES);
  }
}
