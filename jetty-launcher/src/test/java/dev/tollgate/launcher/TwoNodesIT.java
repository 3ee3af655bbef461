package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import dev.tollgate.FailureRow;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the packaged jar on one real PostgreSQL. */
final class TwoNodesIT {

  /** A node counts as dead after 20 s, and the others look every four. */
  private static final Duration UNTIL_BURIED = Duration.ofSeconds(30);

  private static final int HELD = 40;

  private static final int CALLS = 24;

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  @FailureRow(30)
  @Test
  @Timeout(180)
  void shareAccountsAndKeysAndGiveBackWhatADeadOneHeld() throws Exception {
    try (TwoNodes nodes = TwoNodes.start(folder, LiveSetup.of(folder, provider))) {
      URI first = nodes.first();
      URI second = nodes.second();
      AdminCaller admin = new AdminCaller(second);
      Customer customer = new AdminCaller(first).customer("1000");

      chargeBothAtOnce(customer, first, second);
      assertThat(nodes.credits(customer)).contains("\"total_usage\":2.412");

      for (int i = 0; i < HELD; i++) {
        provider.next(Script.stream().event(ProviderAnswers.delta("one")).hold());
      }
      List<RawCaller> streams = new ArrayList<>();
      try {
        for (int i = 0; i < HELD; i++) {
          streams.add(RawCaller.connect(first.getPort()).ask(customer, Question.STREAM));
        }
        for (RawCaller stream : streams) {
          stream.lineWith("\"content\":\"one\"");
        }
        assertThat(admin.get("/admin/v1/integrity").integer("open_holds")).isEqualTo(HELD);
        nodes.killFirst();
        Stopwatch killed = Stopwatch.createStarted();
        chargeBothAtOnce(customer, second, second);
        awaitNoHold(admin, killed);
      } finally {
        for (RawCaller stream : streams) {
          stream.close();
        }
      }

      assertThat(nodes.credits(customer))
          .contains("\"total_usage\":4.824")
          .contains("\"held_credits\":0");
      assertThat(admin.get("/admin/v1/integrity").isTrue("ok")).isTrue();
    }
  }

  @Test
  @Timeout(180)
  void countTheRequestsOfAKeyTogether() throws Exception {
    try (TwoNodes nodes = TwoNodes.start(folder, LiveSetup.of(folder, provider))) {
      AdminCaller admin = new AdminCaller(nodes.first());
      Customer customer =
          admin.key(admin.customer("0").account(), "{\"name\":\"t\",\"requests_per_minute\":20}");

      List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        URI node = i % 2 == 0 ? nodes.first() : nodes.second();
        calls.add(new Caller(node, customer.key()).getLater("/v1/models"));
      }
      // By windows, since a minute may end in between.
      Map<String, List<HttpResponse<String>>> windows =
          calls.stream()
              .map(CompletableFuture::join)
              .collect(Collectors.groupingBy(answer -> header(answer, "Reset")));

      for (List<HttpResponse<String>> window : windows.values()) {
        List<HttpResponse<String>> admitted =
            window.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertThat(admitted).hasSize(Math.min(20, window.size()));
        assertThat(admitted.stream().map(answer -> header(answer, "Remaining")))
            .doesNotHaveDuplicates();
      }
    }
  }

  private static String header(HttpResponse<String> answer, String which) {
    return answer.headers().firstValue("X-RateLimit-" + which + "-Requests").orElseThrow();
  }

  private void chargeBothAtOnce(Customer customer, URI first, URI second) {
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      provider.next(ProviderAnswers.whole("Hi.", 24, 9));
    }
    for (int i = 0; i < CALLS; i++) {
      Caller caller = new Caller(i % 2 == 0 ? first : second, customer.key());
      calls.add(caller.chatLater(Question.PLAIN));
    }
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      assertThat(call.join().statusCode()).as(call.join().body()).isEqualTo(200);
    }
  }

  private static void awaitNoHold(AdminCaller admin, Stopwatch killed) throws Exception {
    while (admin.get("/admin/v1/integrity").integer("open_holds") > 0) {
      assertThat(killed.elapsed()).as("still held").isLessThan(UNTIL_BURIED);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
