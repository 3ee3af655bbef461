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
  private final UsualTime usual = new UsualTime();
  private boolean out;
  private boolean probing;
  private long outSince;
  private long outUntil;
  private long pausedUntil;
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
    this.pausedUntil = backSince;
  }

  /** An attempt at the upstream, if it may get one now: when its time is over, one at a time. */
  public Optional<Visit> enter() {
    synchronized (lock) {
      if (!takes()) {
        return Optional.empty();
      }
      probing = out;
      return Optional.of(visit(out));
    }
  }

  /** True when {@link #enter} would give an attempt now. */
  boolean takes() {
    synchronized (lock) {
      long now = nanoClock.getAsLong();
      return now - pausedUntil >= 0 && !(out && (probing || now - outUntil < 0));
    }
  }

  /**
   * An attempt whatever its state: for who has nowhere else to go. It may bring the upstream back,
   * but says no more of one that is known to fail.
   */
  public Visit force() {
    synchronized (lock) {
      return visit(false);
    }
  }

  /** How long until it may be tried; not positive when it may be now. */
  public Duration outFor() {
    synchronized (lock) {
      long now = nanoClock.getAsLong();
      return Duration.ofNanos(Math.max(pausedUntil - now, out ? outUntil - now : 0));
    }
  }

  /** How busy it is. */
  UpstreamLoad load() {
    synchronized (lock) {
      return new UpstreamLoad(inFlight, usual.at(nanoClock.getAsLong()));
    }
  }

  /** How many attempts are under way. */
  public int inFlight() {
    synchronized (lock) {
      return inFlight;
    }
  }

  /** Whether it gets requests now. */
  public Circuit circuit() {
    synchronized (lock) {
      if (waits(outFor())) {
        return Circuit.OPEN;
      }
      return out ? Circuit.HALF_OPEN : Circuit.CLOSED;
    }
  }

  private static boolean waits(Duration time) {
    return !time.isNegative() && !time.isZero();
  }

  /** How it does. */
  public UpstreamReport report() {
    synchronized (lock) {
      long second = second(nanoClock.getAsLong());
      return new UpstreamReport(
          id,
          circuit(),
          Optional.of(outFor()).filter(UpstreamHealth::waits),
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

    /** The first part of its answer came: the others need not wait for its last. */
    public void answers() {
      synchronized (lock) {
        long now = nanoClock.getAsLong();
        firstToken.add(now - began);
        usual.add(now - began, now);
        if (probe && out) {
          comeBack(now);
        }
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
          if (out && began - outSince >= 0) {
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
          judge(failure, probe && out);
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
    if (OUTLIERS.contains(kind)) {
      judgeOutlier(failure, probe, now);
      return;
    }
    if (probe && kind != Kind.QUEUE_FULL) {
      // It answered: what it said is about the request, or our account.
      comeBack(now);
    }
    if (kind == Kind.RATE_LIMITED) {
      pause(kind, now, cooldown(failure));
    } else if (kind == Kind.CREDENTIAL_REFUSED || kind == Kind.ACCOUNT_EMPTY) {
      LOG.error("upstream {} is out for {}: {}", id, NEEDS_OPERATOR, failure.detail());
      pause(kind, now, NEEDS_OPERATOR);
    }
  }

  private static Duration cooldown(UpstreamFailure failure) {
    Duration asked = failure.retryAfter().orElse(COOLDOWN);
    return asked.compareTo(LONGEST_COOLDOWN) > 0 ? LONGEST_COOLDOWN : asked;
  }

  /** It answers and has nothing for us: no probe is needed behind that. */
  private void pause(Kind kind, long now, Duration time) {
    long until = now + time.toNanos();
    if (until - pausedUntil > 0) {
      pausedUntil = until;
    }
    reason = kind;
  }

  private void judgeOutlier(UpstreamFailure failure, boolean probe, long now) {
    inARow++;
    if (!probe && (out || !(inARow >= IN_A_ROW || failsHalfTheTime(now)) || !share.take())) {
      return;
    }
    if (!out && now - backSince > LONGEST_OUT.toNanos()) {
      timesOut = 0;
    }
    timesOut++;
    Duration whole = FIRST_OUT.multipliedBy(timesOut);
    Duration bounded = whole.compareTo(LONGEST_OUT) > 0 ? LONGEST_OUT : whole;
    out = true;
    outSince = now;
    outUntil = now + bounded.toNanos() - jitter.nextLong(bounded.toNanos() / 10);
    reason = failure.kind();
    LOG.warn("upstream {} is out for {}: {}", id, bounded, failure.detail());
  }

  private boolean failsHalfTheTime(long now) {
    long second = second(now);
    long failed = outcomes.failures(RATE_WINDOW_SECONDS, second, OUTLIERS);
    long all = failed + outcomes.successes(RATE_WINDOW_SECONDS, second);
    return all >= RATE_LEAST && failed * 2 >= all;
  }

  private void comeBack(long now) {
    share.giveBack();
    out = false;
    inARow = 0;
    backSince = now;
    LOG.info("upstream {} is back", id);
  }

  private static long second(long nanos) {
    return Math.floorDiv(nanos, 1_000_000_000L);
  }
}
