package dev.tollgate.routing;

import dev.tollgate.upstream.UpstreamFailure.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What came of the attempts of the last five minutes.
 *
 * <p>Guarded by its upstream's lock.
 */
final class RecentOutcomes {

  private final CountBySecond successes = new CountBySecond();
  private final Map<Kind, CountBySecond> failures = new EnumMap<>(Kind.class);

  void succeeded(long second) {
    successes.add(second);
  }

  void failed(long second, Kind kind) {
    failures.computeIfAbsent(kind, any -> new CountBySecond()).add(second);
  }

  /** How many went well within the last seconds, this one included. */
  long successes(int last, long now) {
    return successes.within(last, now);
  }

  /** How many failed in those kinds within the last seconds, this one included. */
  long failures(int last, long now, Set<Kind> kinds) {
    return kinds.stream().mapToLong(kind -> failures(last, now, kind)).sum();
  }

  /** All failures that it remembers, by kind; kinds without one are left out. */
  Map<Kind, Long> failures(long now) {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    for (Kind kind : failures.keySet()) {
      long count = failures(CountBySecond.KEPT_SECONDS, now, kind);
      if (count > 0) {
        counts.put(kind, count);
      }
    }
    return counts;
  }

  private long failures(int last, long now, Kind kind) {
    CountBySecond count = failures.get(kind);
    return count == null ? 0 : count.within(last, now);
  }
}
