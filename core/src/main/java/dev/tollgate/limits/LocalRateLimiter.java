package dev.tollgate.limits;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.tollgate.keys.Caller;
import dev.tollgate.limits.RateCheck.Limited;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts in the memory of this process, which has to be the only one; without a lock but for keys
 * that have limits of their own. Its stages are complete when they are returned.
 */
public final class LocalRateLimiter implements RateLimiter {

  // An untouched counter of a day ago says nothing that a new one does not.
  private static final Duration IDLE = Duration.ofHours(25);

  private final RateLimit perAccount;
  private final InstantSource clock;
  private final UnsavedCounters unsaved;
  private final LoadingCache<Subject, WindowCounter> counters =
      CacheBuilder.newBuilder()
          .expireAfterAccess(IDLE)
          .build(CacheLoader.from(subject -> new WindowCounter(subject, Windows.NONE)));

  /** Limits of that size for every account, counted from zero at each start. */
  public LocalRateLimiter(RateLimit perAccount, InstantSource clock) {
    this(perAccount, clock, new UnsavedCounters(null));
  }

  /** The same, going on from what the store has; {@link #save} is to be called every second. */
  public LocalRateLimiter(RateLimit perAccount, InstantSource clock, WindowStore store) {
    this(perAccount, clock, new UnsavedCounters(store));
    store
        .load(clock.instant())
        .forEach((subject, windows) -> counters.put(subject, new WindowCounter(subject, windows)));
  }

  private LocalRateLimiter(RateLimit perAccount, InstantSource clock, UnsavedCounters unsaved) {
    this.perAccount = perAccount;
    this.clock = clock;
    this.unsaved = unsaved;
  }

  @Override
  public CompletionStage<Admission> admit(Caller caller) {
    long now = Math.floorDiv(clock.millis(), 1000L);
    RateCheck check = RateCheck.of(caller, perAccount);
    WindowCounter account = counters.getUnchecked(check.account().subject());
    Limited limited = check.key();
    Reading reading;
    if (limited == null) {
      reading = account.tryAdmit(perAccount, now);
    } else {
      WindowCounter key = counters.getUnchecked(limited.subject());
      reading = admit(account, key, limited.limit(), now);
      unsaved.note(key);
    }
    unsaved.note(account);
    return CompletableFuture.completedFuture(reading.admission(now));
  }

  private Reading admit(WindowCounter account, WindowCounter key, RateLimit perKey, long now) {
    // One key's requests take turns, so that what the key has room for is still there when the
    // account has counted: nothing is counted first and taken back, which others would see.
    synchronized (key) {
      Reading byKey = key.look(perKey, now);
      Reading byAccount =
          byKey.granted() ? account.tryAdmit(perAccount, now) : account.look(perAccount, now);
      if (byKey.granted() && byAccount.granted()) {
        byKey = key.tryAdmit(perKey, now);
      }
      return byAccount.and(byKey);
    }
  }

  /**
   * Hands the store what was counted since it was last asked, up to {@link
   * WindowStore#MOST_AT_ONCE} subjects of it; does not block.
   *
   * @return completes with true when there is more to be saved, and with false too when the store
   *     failed: the next call tries again
   */
  public CompletionStage<Boolean> save() {
    return unsaved.save();
  }

  /** Hands the store all of that, as the last thing; does not block. */
  public void saveAll() {
    unsaved.saveAll();
  }
}
