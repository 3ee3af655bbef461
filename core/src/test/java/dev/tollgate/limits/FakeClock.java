package dev.tollgate.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved, in either direction. */
final class FakeClock implements InstantSource {

  private volatile Instant now;

  FakeClock(Instant now) {
    this.now = now;
  }

  void move(Duration step) {
    now = now.plus(step);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
