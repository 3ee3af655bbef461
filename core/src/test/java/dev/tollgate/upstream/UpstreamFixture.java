package dev.tollgate.upstream;

import dev.tollgate.upstream.codec.Codec;
import dev.tollgate.upstream.codec.CodecUpstream;
import dev.tollgate.upstream.http.HttpExchangeClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** A client with its timer, a scripted provider, and settings that point at it. */
public final class UpstreamFixture implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final HttpExchangeClient client;
  private final ScriptedProvider provider = ScriptedProvider.start();

  /** Starts both. */
  public UpstreamFixture() {
    timer.setRemoveOnCancelPolicy(true);
    client = new HttpExchangeClient(timer, System::nanoTime);
  }

  /** The client. */
  public HttpExchangeClient client() {
    return client;
  }

  /** The provider. */
  public ScriptedProvider provider() {
    return provider;
  }

  /** Sends a request in the words of that API; the provider plays the script. */
  public RecordingListener ask(Codec codec, UpstreamRequest request, Script script) {
    provider.next(script);
    RecordingListener listener = new RecordingListener();
    new CodecUpstream(settings(), codec, client, InstantSource.system()).call(request, listener);
    return listener;
  }

  /** How many timers are set: none, when no exchange is under way. */
  public int pendingTimers() {
    // One is the client's own, which closes idle connections.
    return timer.getQueue().size() - 1;
  }

  /** Waits until no exchange is under way, not even the rest of an answer. */
  public void awaitIdle() {
    long deadline = System.nanoTime() + Script.DEADLINE.toNanos();
    while (pendingTimers() > 0) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("still busy after " + Script.DEADLINE);
      }
      Thread.onSpinWait();
    }
  }

  /** Generous settings. */
  public UpstreamSettings settings() {
    return settings(Duration.ofSeconds(20), Duration.ofSeconds(20));
  }

  /** Settings with these bounds on the answer. */
  public UpstreamSettings settings(Duration firstByte, Duration idle) {
    return new UpstreamSettings(
        "scripted",
        provider.baseUrl(),
        new ProviderKey("sk-provider-secret"),
        Duration.ofSeconds(5),
        firstByte,
        idle,
        64,
        8,
        Duration.ofSeconds(5),
        null);
  }

  /** Settings with that draining. */
  public UpstreamSettings settings(@Nullable Draining draining) {
    UpstreamSettings generous = settings();
    return new UpstreamSettings(
        generous.id(),
        generous.baseUrl(),
        generous.apiKey(),
        generous.connectTimeout(),
        generous.firstByteTimeout(),
        generous.idleTimeout(),
        generous.maxConcurrency(),
        generous.queue(),
        generous.queueTimeout(),
        draining);
  }

  /** Settings with these bounds on concurrency. */
  public UpstreamSettings settings(int maxConcurrency, int queue, Duration queueTimeout) {
    UpstreamSettings generous = settings();
    return new UpstreamSettings(
        generous.id(),
        generous.baseUrl(),
        generous.apiKey(),
        generous.connectTimeout(),
        generous.firstByteTimeout(),
        generous.idleTimeout(),
        maxConcurrency,
        queue,
        queueTimeout,
        null);
  }

  @Override
  public void close() {
    client.close();
    provider.close();
    timer.shutdownNow();
  }
}
