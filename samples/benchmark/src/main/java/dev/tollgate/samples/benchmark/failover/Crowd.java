package dev.tollgate.samples.benchmark.failover;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Callers who come at their own rate, every other one for a stream. Each counts from when it was
 * due, so that a stall is not hidden, and nobody tries again.
 */
final class Crowd {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int DIGITS = 3;
  private static final String STOP = "\"finish_reason\":\"stop\"";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest whole;
  private final HttpRequest stream;
  private final Recorder times = new Recorder(DIGITS);
  private final LongAdder callers = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Phaser underWay = new Phaser(1);

  Crowd(URI gateway, String key) {
    whole = request(gateway, key, "");
    stream = request(gateway, key, ",\"stream\":true");
  }

  private static HttpRequest request(URI gateway, String key, String more) {
    String body =
        "{\"model\":\"crowd\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}],"
            + "\"max_tokens\":50"
            + more
            + "}";
    return HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /** Comes at that rate for that long, and waits for the last answer. */
  void come(int perSecond, Duration time) {
    long interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long first = System.nanoTime();
    long count = time.toNanos() / interval;
    for (long i = 0; i < count; i++) {
      long due = first + i * interval;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      ask(due, i % 2 == 1);
    }
    underWay.arriveAndAwaitAdvance();
  }

  private void ask(long due, boolean streams) {
    callers.increment();
    underWay.register();
    var unused =
        http.sendAsync(streams ? stream : whole, BodyHandlers.ofString())
            .whenComplete(
                (response, failure) -> {
                  told(due, streams, response, failure);
                  underWay.arriveAndDeregister();
                });
  }

  private void told(
      long due,
      boolean streams,
      @Nullable HttpResponse<String> response,
      @Nullable Throwable failure) {
    if (response == null) {
      failed(failure == null ? "nothing" : failure.getClass().getSimpleName());
    } else if (response.statusCode() != 200) {
      failed("status " + response.statusCode());
    } else if (!response.body().contains(STOP)
        || (streams && !response.body().endsWith("data: [DONE]\n\n"))) {
      failed("broken off");
    } else {
      times.recordValue(System.nanoTime() - due);
    }
  }

  private void failed(String how) {
    failures.computeIfAbsent(how, any -> new LongAdder()).increment();
  }

  /** How many came. */
  long callers() {
    return callers.sum();
  }

  /** Nanoseconds up to the end of each whole answer; asked for once. */
  Histogram times() {
    return times.getIntervalHistogram();
  }

  /** What the others got, and how many. */
  Map<String, Long> failures() {
    Map<String, Long> sums = new TreeMap<>();
    failures.forEach((how, count) -> sums.put(how, count.sum()));
    return sums;
  }
}
