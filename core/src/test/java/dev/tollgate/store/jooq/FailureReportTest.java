package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailureReportTest {

  private final SQLException away = new SQLException("the server is away");

  // The origin of a ticker is arbitrary: the first line must not wait for half a minute of it.
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> lines = new ArrayList<>();
  private final FailureReport report =
      new FailureReport(
          new Ticker() {
            @Override
            public long read() {
              return nanos.get();
            }
          },
          lines::add);

  @Test
  void firstFailureIsToldAtOnceAndTheRestCountedEveryHalfMinute() {
    // Twenty batches a second for seventy seconds.
    for (int batch = 0; batch < 1_400; batch++) {
      report.failed(7, away);
      nanos.addAndGet(Duration.ofMillis(50).toNanos());
    }

    String line = "a batch of 7 commands failed: java.sql.SQLException: the server is away";
    String more = line + " (and 599 more since the last such line)";
    assertThat(lines).containsExactly(line, more, more);
  }

  @Test
  void failureAfterAQuietTimeIsToldAtOnceWithNothingLeftOver() {
    report.failed(1, away);
    nanos.addAndGet(FailureReport.SILENCE.toNanos());
    report.failed(2, away);

    assertThat(lines)
        .containsExactly(
            "a batch of 1 commands failed: java.sql.SQLException: the server is away",
            "a batch of 2 commands failed: java.sql.SQLException: the server is away");
  }
}
