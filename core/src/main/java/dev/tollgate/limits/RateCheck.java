package dev.tollgate.limits;

import dev.tollgate.keys.Caller;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request to be counted against every limit that it is under, or against none.
 *
 * @param key null where the key has no limits of its own
 */
public record RateCheck(Limited account, @Nullable Limited key) {

  /** A subject and what it may. */
  public record Limited(Subject subject, RateLimit limit) {}

  /** The check of a request of that caller, whose account has that limit. */
  static RateCheck of(Caller caller, RateLimit perAccount) {
    Limited account = new Limited(Subject.accountOf(caller), perAccount);
    OptionalLong perMinute = caller.limits().requestsPerMinute();
    OptionalLong perDay = caller.limits().requestsPerDay();
    if (perMinute.isEmpty() && perDay.isEmpty()) {
      return new RateCheck(account, null);
    }
    RateLimit perKey =
        new RateLimit(perMinute.orElse(perAccount.perMinute()), perDay.orElse(perAccount.perDay()));
    return new RateCheck(account, new Limited(Subject.keyOf(caller), perKey));
  }

  /** Whose windows it looks at. */
  public List<Subject> subjects() {
    return key == null ? List.of(account.subject) : List.of(account.subject, key.subject);
  }

  /**
   * Decides, and puts the windows as they are after it in the place of those before.
   *
   * @param counted by subject; one that is missing was never seen
   */
  public Admission decide(Map<Subject, Windows> counted, long epochSecond) {
    boolean granted = hasRoom(account, counted, epochSecond);
    if (key == null) {
      return count(account, granted, counted).admission(epochSecond);
    }
    granted &= hasRoom(key, counted, epochSecond);
    return count(account, granted, counted)
        .and(count(key, granted, counted))
        .admission(epochSecond);
  }

  private static boolean hasRoom(Limited limited, Map<Subject, Windows> counted, long epochSecond) {
    Windows now = counted.getOrDefault(limited.subject, Windows.NONE).at(epochSecond);
    counted.put(limited.subject, now);
    return now.haveRoom(limited.limit);
  }

  private static Reading count(Limited limited, boolean granted, Map<Subject, Windows> counted) {
    Windows now = counted.getOrDefault(limited.subject, Windows.NONE);
    Windows after = granted ? now.plusOne() : now;
    counted.put(limited.subject, after);
    return Reading.of(granted, after, limited.limit);
  }
}
