package dev.tollgate.routing;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an upstream that fails out of use for a while, then lets one request try it. Thread-safe.
 */
public final class UpstreamHealth {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamHealth.class);

  /** Failures that say something of the upstream, and not of the request or of our account. */
  private static final Set<Kind> OUTLIERS =
      Set.of(
          Kind.CONNECT_FAILED,
          Kind.CONNECT_TIMEOUT,
          Kind.CONNECTION_LOST,
          Kind.SERVER_ERROR,
          Kind.TIMEOUT,
          Kind.BAD_ANSWER);

  private static final int IN_A_ROW = 5;
  private static final int RATE_WINDOW_SECONDS = 10;
  private static final int RATE_LEAST = 20;
  private static final Duration FIRST_OUT = Duration.ofSeconds(30);
  private static final Duration LONGEST_OUT = Duration.ofMinutes(5);
  private static final Duration NEEDS_OPERATOR = Duration.ofMinutes(5);
  private static final Duration LONGEST_COOLDOWN = Duration.ofMinutes(1);
  private static final Duration COOLDOWN = Duration.ofSeconds(1);

  private final String id;
  private final OutShare share;
  private final LongSupplier nanoClock;
  private final RandomGenerator jitter;

  private final Object lock = new Object();
  private final RecentOutcomes outcomes = new RecentOutcomes();
  private final RecentTimes latency = new RecentTimes();
  private final RecentTimes firstToken = new RecentTimes();
  private boolean out;
  private boolean shares;
  private boolean probing;
  private long outUntil;
  private long backSince;
  private int timesOut;
  private int inARow;
  private int inFlight;
  private @Nullable Kind reason;

  UpstreamHealth(String id, OutShare share, LongSupplier nanoClock, RandomGenerator jitter) {
    this.id = id;
    this.share = share;
    this.nanoClock = nanoClock;
    this.jitter = jitter;
    this.backSince = nanoClock.getAsLong();
  }

  /** An attempt at the upstream, if it may get one now: when its time is over, one at a time. */
  public Optional<Visit> enter() {
    synchronized (lock) {
      if (!out) {
        return Optional.of(visit(false));
      }
      if (probing || nanoClock.getAsLong() - outUntil < 0) {
        return Optional.empty();
      }
      probing = true;
      return Optional.of(visit(true));
    }
  }

  /** An attempt whatever its state: for who has nowhere else to go. */
  public Visit force() {
    synchronized (lock) {
      boolean probe = out && !probing;
      probing |= probe;
      return visit(probe);
    }
  }

  /** How long until it may be tried; negative when it may be now. */
  public Duration outFor() {
    synchronized (lock) {
      return out ? Duration.ofNanos(outUntil - nanoClock.getAsLong()) : Duration.ZERO;
    }
  }

  /** How it does. */
  public UpstreamReport report() {
    synchronized (lock) {
      long now = nanoClock.getAsLong();
      long second = second(now);
      boolean waits = out && now - outUntil < 0;
      Circuit circuit = out ? (waits ? Circuit.OPEN : Circuit.HALF_OPEN) : Circuit.CLOSED;
      return new UpstreamReport(
          id,
          circuit,
          waits ? Optional.of(Duration.ofNanos(outUntil - now)) : Optional.empty(),
          Optional.ofNullable(reason),
          inFlight,
          outcomes.successes(CountBySecond.KEPT_SECONDS, second),
          outcomes.failures(second),
          latency.times(),
          firstToken.times());
    }
  }

  private Visit visit(boolean probe) {
    inFlight++;
    return new Visit(probe, nanoClock.getAsLong());
  }

  /** One attempt; its first ending counts. Thread-safe. */
  public final class Visit {

    private final boolean probe;
    private final long began;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Visit(boolean probe, long began) {
      this.probe = probe;
      this.began = began;
    }

    /** The first part of its answer came. */
    public void answers() {
      synchronized (lock) {
        firstToken.add(nanoClock.getAsLong() - began);
      }
    }

    /** Its whole answer came. */
    public void succeeded() {
      if (ended.compareAndSet(false, true)) {
        synchronized (lock) {
          leave(probe);
          long now = nanoClock.getAsLong();
          latency.add(now - began);
          outcomes.succeeded(second(now));
          inARow = 0;
          if (probe) {
            comeBack(now);
          }
        }
      }
    }

    /** It failed. */
    public void failed(UpstreamFailure failure) {
      if (ended.compareAndSet(false, true)) {
        synchronized (lock) {
          leave(probe);
          judge(failure, probe);
        }
      }
    }

    /** It was given up for reasons that say nothing of the upstream. */
    public void abandoned() {
      if (ended.compareAndSet(false, true)) {
        synchronized (lock) {
          leave(probe);
        }
      }
    }
  }

  private void leave(boolean probe) {
    inFlight--;
    probing &= !probe;
  }

  private void judge(UpstreamFailure failure, boolean probe) {
    Kind kind = failure.kind();
    long now = nanoClock.getAsLong();
    outcomes.failed(second(now), kind);
    switch (kind) {
      case CREDENTIAL_REFUSED, ACCOUNT_EMPTY -> {
        LOG.error("upstream {} is out for {}: {}", id, NEEDS_OPERATOR, failure.detail());
        takeOut(kind, now, NEEDS_OPERATOR);
      }
      case RATE_LIMITED -> takeOut(kind, now, cooldown(failure));
      default -> {
        if (OUTLIERS.contains(kind)) {
          judgeOutlier(failure, probe, now);
        } else if (probe && kind != Kind.QUEUE_FULL) {
          // It answered: what it said is about the request.
          comeBack(now);
        }
      }
    }
  }

  private static Duration cooldown(UpstreamFailure failure) {
    Duration asked = failure.retryAfter().orElse(COOLDOWN);
    return asked.compareTo(LONGEST_COOLDOWN) > 0 ? LONGEST_COOLDOWN : asked;
  }

  private void judgeOutlier(UpstreamFailure failure, boolean probe, long now) {
    inARow++;
    if (!probe && (out || !(inARow >= IN_A_ROW || failsHalfTheTime(now)) || !share.take())) {
      return;
    }
    shares |= !probe;
    if (!out && now - backSince > LONGEST_OUT.toNanos()) {
      timesOut = 0;
    }
    timesOut++;
    Duration whole = FIRST_OUT.multipliedBy(timesOut);
    Duration bounded = whole.compareTo(LONGEST_OUT) > 0 ? LONGEST_OUT : whole;
    long spread = jitter.nextLong(bounded.toNanos() / 10);
    takeOut(failure.kind(), now, bounded.minusNanos(spread));
    LOG.warn("upstream {} is out for {}: {}", id, bounded, failure.detail());
  }

  private boolean failsHalfTheTime(long now) {
    long second = second(now);
    long failed = outcomes.failures(RATE_WINDOW_SECONDS, second, OUTLIERS);
    long all = failed + outcomes.successes(RATE_WINDOW_SECONDS, second);
    return all >= RATE_LEAST && failed * 2 >= all;
  }

  private void takeOut(Kind kind, long now, Duration time) {
    long until = now + time.toNanos();
    if (!out || until - outUntil > 0) {
      outUntil = until;
    }
    out = true;
    reason = kind;
  }

  private void comeBack(long now) {
    if (shares) {
      share.giveBack();
    }
    shares = false;
    out = false;
    inARow = 0;
    backSince = now;
    LOG.info("upstream {} is back", id);
  }

  private static long second(long nanos) {
    return Math.floorDiv(nanos, 1_000_000_000L);
  }
}
