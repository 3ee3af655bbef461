package dev.tollgate.upstream.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of the upstreams' hosts. The system's lookup blocks, for seconds when a name server
 * is ill, and the client would call it on the thread that asks: here it runs apart, once for each
 * host at a time, and what was known stays in use until something newer is.
 */
final class HostAddresses implements DnsResolver {

  private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

  private record Known(List<InetAddress> addresses, long sinceNanos) {}

  private final Executor lookups;
  private final LongSupplier nanoClock;
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, CompletableFuture<@Nullable Void>> underWay =
      new ConcurrentHashMap<>();

  HostAddresses(Executor lookups, LongSupplier nanoClock) {
    this.lookups = lookups;
    this.nanoClock = nanoClock;
  }

  /** Done when {@link #resolve} knows the host; fails with an UnknownHostException. */
  CompletableFuture<@Nullable Void> ready(String host) {
    Known entry = known.get(host);
    if (entry == null) {
      return lookUp(host);
    }
    if (nanoClock.getAsLong() - entry.sinceNanos() > FRESH_NANOS) {
      CompletableFuture<@Nullable Void> unused = lookUp(host);
    }
    return CompletableFuture.completedFuture(null);
  }

  private CompletableFuture<@Nullable Void> lookUp(String host) {
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> other = underWay.putIfAbsent(host, mine);
    if (other != null) {
      return other;
    }
    try {
      lookups.execute(() -> lookUp(host, mine));
    } catch (RejectedExecutionException e) {
      underWay.remove(host);
      mine.completeExceptionally(e);
    }
    return mine;
  }

  private void lookUp(String host, CompletableFuture<@Nullable Void> done) {
    try {
      known.put(host, new Known(List.of(InetAddress.getAllByName(host)), nanoClock.getAsLong()));
      underWay.remove(host);
      done.complete(null);
    } catch (UnknownHostException | RuntimeException e) {
      underWay.remove(host);
      done.completeExceptionally(e);
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Known entry = known.get(host);
    if (entry == null) {
      throw new UnknownHostException(host);
    }
    return entry.addresses().toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
