package dev.tollgate.upstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void secondsAndDatesAreReadAndClamped() {
    assertThat(RetryAfter.read("7", NOW)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.read(" 0 ", NOW)).isZero();
    assertThat(RetryAfter.read("61", NOW)).isEqualTo(RetryAfter.MAX);
    assertThat(RetryAfter.read("99999999999999999999", NOW)).isEqualTo(RetryAfter.MAX);
    assertThat(RetryAfter.read("Sat, 21 Nov 2026 12:00:30 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(RetryAfter.read("Sat, 21 Nov 2026 11:00:00 GMT", NOW)).isZero();
    assertThat(RetryAfter.read("Sun, 22 Nov 2026 12:00:00 GMT", NOW)).isEqualTo(RetryAfter.MAX);
  }

  @Test
  void whatMakesNoSenseIsNoWait() {
    assertThat(RetryAfter.read(null, NOW)).isNull();
    assertThat(RetryAfter.read("", NOW)).isNull();
    assertThat(RetryAfter.read("-5", NOW)).isNull();
    assertThat(RetryAfter.read("1.5", NOW)).isNull();
    assertThat(RetryAfter.read("soon", NOW)).isNull();
  }
}
