package dev.tollgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.upstream.UpstreamFailure;
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

  private final ManualNanos nanos = new ManualNanos();

  @Test
  void ofManyWhoComeAtOnceOneIsTheProbe() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 200; round++) {
        UpstreamHealth raced = new UpstreamHealth("one", new OutShare(2), nanos, () -> 0);
        for (int i = 0; i < 5; i++) {
          raced
              .enter()
              .orElseThrow()
              .failed(UpstreamFailure.of(UpstreamFailure.Kind.SERVER_ERROR, "said so"));
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
