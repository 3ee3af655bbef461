package dev.tollgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class UpstreamProbeTest {

  private static final Duration FIRST_OUT = Duration.ofSeconds(30);

  private final ManualNanos nanos = new ManualNanos();
  private final UpstreamHealth health = new UpstreamHealth("one", new OutShare(2), nanos, () -> 0);

  private static UpstreamFailure failure(Kind kind) {
    return UpstreamFailure.of(kind, "said so");
  }

  private void fail(Kind kind, int times) {
    for (int i = 0; i < times; i++) {
      health.enter().orElseThrow().failed(failure(kind));
    }
  }

  @Test
  void behindARateLimitItIsUsedAsBefore() {
    health
        .enter()
        .orElseThrow()
        .failed(new UpstreamFailure(Kind.RATE_LIMITED, "429", Duration.ofSeconds(7)));
    nanos.advance(Duration.ofSeconds(7));

    fail(Kind.SERVER_ERROR, 1);

    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
    assertThat(health.enter()).isPresent();
    assertThat(health.enter()).isPresent();
  }

  @Test
  void forcedAttemptsThatFailDoNotMakeItStayOutLonger() {
    fail(Kind.SERVER_ERROR, 5);
    for (int i = 0; i < 10; i++) {
      health.force().failed(failure(Kind.SERVER_ERROR));
    }
    assertThat(health.report().outFor()).contains(FIRST_OUT);

    health.force().succeeded();
    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void firstPartOfAProbesAnswerLetsTheOthersIn() {
    fail(Kind.SERVER_ERROR, 5);
    nanos.advance(FIRST_OUT);
    UpstreamHealth.Visit probe = health.enter().orElseThrow();

    probe.answers();

    assertThat(health.enter()).isPresent();
    probe.failed(failure(Kind.CONNECTION_LOST));
    assertThat(health.report().circuit()).isEqualTo(Circuit.CLOSED);
  }

  @Test
  void ofManyWhoComeAtOnceOneIsTheProbe() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 200; round++) {
        UpstreamHealth raced = new UpstreamHealth("one", new OutShare(2), nanos, () -> 0);
        for (int i = 0; i < 5; i++) {
          raced.enter().orElseThrow().failed(UpstreamFailure.of(Kind.SERVER_ERROR, "said so"));
        }
        nanos.advance(Duration.ofSeconds(30));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Optional<UpstreamHealth.Visit>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          all.add(
              threads.submit(
                  () -> {
                    start.await();
                    return raced.enter();
                  }));
        }
        start.countDown();
        int entered = 0;
        for (Future<Optional<UpstreamHealth.Visit>> one : all) {
          entered += one.get().isPresent() ? 1 : 0;
        }
        assertThat(entered).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
