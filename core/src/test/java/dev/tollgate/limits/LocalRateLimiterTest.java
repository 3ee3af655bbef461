package dev.tollgate.limits;

import dev.tollgate.contract.RateLimiterContract;
import java.time.Duration;

class LocalRateLimiterTest extends RateLimiterContract {

  private final FakeClock clock = new FakeClock(NOON);

  @Override
  protected RateLimiter limiter(RateLimit perAccount) {
    return new LocalRateLimiter(perAccount, clock);
  }

  @Override
  protected void move(Duration step) {
    clock.move(step);
  }
}
