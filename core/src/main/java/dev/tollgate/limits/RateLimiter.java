package dev.tollgate.limits;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.tollgate.keys.Caller;
import dev.tollgate.limits.Admission.Denied;
import dev.tollgate.limits.Admission.Granted;
import dev.tollgate.limits.Admission.Window;
import dev.tollgate.limits.WindowCounter.Reading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * Admits requests within the limits of their account and of their key, in windows aligned to the
 * clock; thread-safe, exact on one node, without a lock but for keys that have limits of their own.
 */
public final class RateLimiter {

  // An untouched counter of a day ago says nothing that a new one does not.
  private static final Duration IDLE = Duration.ofHours(25);

  private final RateLimit perAccount;
  private final InstantSource clock;
  private final LoadingCache<String, WindowCounter> accounts = counters();
  private final LoadingCache<String, WindowCounter> keys = counters();

  /** Limits of that size for every account; a key may have tighter ones of its own. */
  public RateLimiter(RateLimit perAccount, InstantSource clock) {
    this.perAccount = perAccount;
    this.clock = clock;
  }

  private static LoadingCache<String, WindowCounter> counters() {
    return CacheBuilder.newBuilder()
        .expireAfterAccess(IDLE)
        .build(CacheLoader.from(() -> new WindowCounter()));
  }

  /** Counts a request against every limit that it is under, or against none. */
  public Admission admit(Caller caller) {
    long now = Math.floorDiv(clock.millis(), 1000L);
    WindowCounter account = accounts.getUnchecked(caller.account().value());
    OptionalLong keyMinute = caller.limits().requestsPerMinute();
    OptionalLong keyDay = caller.limits().requestsPerDay();
    if (keyMinute.isEmpty() && keyDay.isEmpty()) {
      Reading reading = account.tryAdmit(perAccount, now);
      return verdict(reading.granted(), reading.minute(), reading.day(), now);
    }
    RateLimit perKey =
        new RateLimit(keyMinute.orElse(perAccount.perMinute()), keyDay.orElse(perAccount.perDay()));
    return admit(account, keys.getUnchecked(caller.keyId()), perKey, now);
  }

  private Admission admit(WindowCounter account, WindowCounter key, RateLimit perKey, long now) {
    Reading byKey;
    Reading byAccount;
    // One key's requests take turns, so that what the key has room for is still there when the
    // account has counted: nothing is counted first and taken back, which others would see.
    synchronized (key) {
      byKey = key.look(perKey, now);
      byAccount =
          byKey.granted() ? account.tryAdmit(perAccount, now) : account.look(perAccount, now);
      if (byKey.granted() && byAccount.granted()) {
        byKey = key.tryAdmit(perKey, now);
      }
    }
    return verdict(
        byKey.granted() && byAccount.granted(),
        RateWindow.tighter(byAccount.minute(), byKey.minute()),
        RateWindow.tighter(byAccount.day(), byKey.day()),
        now);
  }

  private static Admission verdict(boolean granted, RateWindow minute, RateWindow day, long now) {
    if (granted) {
      return new Granted(minute, day);
    }
    Window full = day.remaining() == 0 ? Window.DAY : Window.MINUTE;
    long end = full == Window.DAY ? day.resetEpochSecond() : minute.resetEpochSecond();
    long length = full == Window.DAY ? WindowCounter.DAY_SECONDS : WindowCounter.MINUTE_SECONDS;
    // After the clock was set back a window ends later than one length from now; nobody waits
    // longer.
    long wait = Math.min(length, Math.max(1, end - now));
    return new Denied(minute, day, full, Duration.ofSeconds(wait));
  }
}
