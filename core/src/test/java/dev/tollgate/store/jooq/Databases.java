package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import dev.tollgate.ledger.TimeOrderedIds;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Opens databases as the tests need them. */
final class Databases {

  /** What a sweep did that found nothing to do. */
  static final Swept NOTHING_SWEPT = new Swept(0, 0, 0, 0, 0, 0, 0);

  private Databases() {}

  /** A node on the database of that login, with that clock. */
  static Database open(DatabaseLogin login, InstantSource clock) {
    return open(login, clock, Ticker.systemTicker());
  }

  /** The same, whose commands wait by that ticker. */
  static Database open(DatabaseLogin login, InstantSource clock, Ticker ticker) {
    return Database.open(login, clock, ticker, ids(clock));
  }

  /** With a seed of their own: two nodes of a database make their ids at the same time. */
  static TimeOrderedIds ids(InstantSource clock) {
    return new TimeOrderedIds(clock, new SecureRandom());
  }
}
