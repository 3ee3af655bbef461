package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import dev.tollgate.FailureRow;
import dev.tollgate.upstream.Script;
import dev.tollgate.upstream.ScriptedProvider;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the packaged jar on one real PostgreSQL, and requests with the same key. */
final class TwoNodesKeysIT {

  private static final int EACH = 32;

  /** 24 tokens in, 9 out: $1.75 and $6.50 a million. */
  private static final String ONE_CHARGE = "\"total_usage\":0.1005";

  @TempDir private Path folder;
  private final ScriptedProvider provider = ScriptedProvider.start();

  @AfterEach
  void stop() {
    provider.close();
  }

  @FailureRow(30)
  @Test
  @Timeout(180)
  void sameKeyOnBothIsOneCallAndOneChargeAlsoWhenItsNodeIsKilled() throws Exception {
    LiveSetup setup =
        LiveSetup.of(folder, provider).with("STREAMS", "true").with("REQUEST_TIMEOUT", "60s");
    try (TwoNodes nodes = TwoNodes.start(folder, setup)) {
      AdminCaller admin = new AdminCaller(nodes.second());
      warmUp(admin.customer("1000"), nodes.first(), nodes.second());

      joinOverBoth(admin.customer("1000"), nodes);
      streamOverBoth(admin.customer("1000"), nodes);
      surviveTheFirst(admin.customer("1000"), nodes);

      assertThat(admin.get("/admin/v1/integrity").integer("open_holds")).isZero();
      assertThat(admin.get("/admin/v1/integrity").isTrue("ok")).isTrue();
    }
  }

  /** The first request of a process loads what later ones need, which takes its time. */
  private void warmUp(Customer customer, URI... nodes) throws Exception {
    for (URI node : nodes) {
      provider.next(ProviderAnswers.whole("Hi.", 24, 9));
      Caller caller = new Caller(node, customer.key());
      assertThat(caller.chat(Question.PLAIN).statusCode()).isEqualTo(200);
    }
  }

  private void joinOverBoth(Customer customer, TwoNodes nodes) throws Exception {
    Script slow = provider.next(slow());
    List<CompletableFuture<HttpResponse<String>>> calls = ask(customer, nodes.first(), EACH);
    slow.awaitHold();
    calls.addAll(ask(customer, nodes.second(), EACH));
    awaitJoins(nodes.first(), EACH - 1);
    awaitJoins(nodes.second(), EACH);
    slow.release();

    List<HttpResponse<String>> answers = calls.stream().map(CompletableFuture::join).toList();

    assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
    assertThat(provider.requests()).hasSize(3);
    assertThat(nodes.credits(customer)).contains(ONE_CHARGE);
  }

  /** The other node waits for the end of the stream, and sends what was kept of it. */
  private void streamOverBoth(Customer customer, TwoNodes nodes) throws Exception {
    Script slow =
        provider.next(Script.empty().hold().then(ProviderAnswers.streamed(24, 9, "Hi", ".")::play));
    CompletableFuture<HttpResponse<String>> begun = stream(customer, nodes.first());
    slow.awaitHold();
    long joined = MetricsPage.of(nodes.second()).joins();
    CompletableFuture<HttpResponse<String>> again = stream(customer, nodes.second());
    awaitJoins(nodes.second(), joined + 1);
    slow.release();

    assertThat(data(again.join())).isEqualTo(data(begun.join()));
    assertThat(data(again.join())).last().isEqualTo("data: [DONE]");
    assertThat(again.join().headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(begun.join().headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(provider.requests()).hasSize(4);
    assertThat(nodes.credits(customer)).contains(ONE_CHARGE).contains("\"held_credits\":0");
  }

  private static CompletableFuture<HttpResponse<String>> stream(Customer customer, URI node) {
    return new Caller(node, customer.key())
        .chatPatiently(Question.STREAM, "Idempotency-Key", "a-stream");
  }

  private static List<String> data(HttpResponse<String> stream) {
    return stream.body().lines().filter(line -> line.startsWith("data:")).toList();
  }

  private void surviveTheFirst(Customer customer, TwoNodes nodes) throws Exception {
    Script lost = provider.next(Script.empty().hold());
    ask(customer, nodes.first(), 1);
    lost.awaitHold();
    long joined = MetricsPage.of(nodes.second()).joins();
    List<CompletableFuture<HttpResponse<String>>> survivors = ask(customer, nodes.second(), EACH);
    awaitJoins(nodes.second(), joined + EACH);
    provider.next(ProviderAnswers.whole("Hi.", 24, 9));

    nodes.killFirst();

    List<HttpResponse<String>> answers = survivors.stream().map(CompletableFuture::join).toList();
    assertThat(answers).allMatch(answer -> answer.statusCode() == 200);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
    assertThat(provider.requests()).hasSize(6);
    assertThat(nodes.credits(customer)).contains(ONE_CHARGE).contains("\"held_credits\":0");
  }

  private static Script slow() {
    return Script.empty().hold().then(ProviderAnswers.whole("Hi.", 24, 9)::play);
  }

  private static List<CompletableFuture<HttpResponse<String>>> ask(
      Customer customer, URI node, int times) {
    Caller caller = new Caller(node, customer.key());
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      calls.add(caller.chatPatiently(Question.PLAIN, "Idempotency-Key", "the-same"));
    }
    return calls;
  }

  private static void awaitJoins(URI node, long joins) throws Exception {
    Stopwatch waited = Stopwatch.createStarted();
    while (MetricsPage.of(node).joins() < joins) {
      assertThat(waited.elapsed()).as("did not join").isLessThan(Script.DEADLINE);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
