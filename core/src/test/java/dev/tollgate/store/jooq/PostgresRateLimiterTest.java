package dev.tollgate.store.jooq;

import dev.tollgate.contract.RateLimiterContract;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.limits.SharedRateLimiter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresRateLimiterTest extends RateLimiterContract {

  private final SharedClock clock;
  private final Database database;

  PostgresRateLimiterTest(PostgresServer server) {
    clock = new SharedClock(server.empty(), NOON);
    database = clock.node();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected RateLimiter limiter(RateLimit perAccount) {
    return new SharedRateLimiter(perAccount, database.sharedWindows().orElseThrow());
  }

  @Override
  protected void move(Duration step) {
    clock.move(step);
  }
}
