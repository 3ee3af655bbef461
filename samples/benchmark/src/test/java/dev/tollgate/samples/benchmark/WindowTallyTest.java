package dev.tollgate.samples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.limits.Admission;
import dev.tollgate.limits.RateWindow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTallyTest {

  private static final RateWindow DAY = new RateWindow(1_000, 900, 86_400);

  private final WindowTally tally = new WindowTally(2);

  @Test
  void countsByWindowAndSeesWhatRises() {
    tally.add(0, granted(1, 60));
    tally.add(1, granted(0, 60));
    tally.add(0, denied(0, 60));
    tally.add(1, granted(1, 60));
    tally.add(0, granted(1, 120));

    assertThat(tally.windows()).containsOnlyKeys(60L, 120L);
    List<WindowTally.Counts> windows = List.copyOf(tally.windows().values());
    WindowTally.Counts first = windows.get(0);
    assertThat(first.asked()).isEqualTo(4);
    assertThat(first.admitted()).isEqualTo(3);
    assertThat(first.rises()).isEqualTo(1);
    WindowTally.Counts second = windows.get(1);
    assertThat(second.asked()).isEqualTo(1);
    assertThat(second.rises()).isZero();
  }

  private static Admission granted(long remaining, long end) {
    return new Admission.Granted(new RateWindow(2, remaining, end), DAY);
  }

  private static Admission denied(long remaining, long end) {
    return new Admission.Denied(
        new RateWindow(2, remaining, end), DAY, Admission.Window.MINUTE, Duration.ofSeconds(9));
  }
}
