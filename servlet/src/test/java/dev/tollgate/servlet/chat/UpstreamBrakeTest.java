package dev.tollgate.servlet.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.Exchange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamBrakeTest {

  private final List<String> told = new ArrayList<>();
  private final UpstreamBrake brake = new UpstreamBrake();

  private final Exchange exchange =
      new Exchange() {
        @Override
        public void callerGone() {
          told.add("gone");
        }

        @Override
        public void pause() {
          told.add("pause");
        }

        @Override
        public void resume() {
          told.add("resume");
        }
      };

  @Test
  void aWishFromBeforeTheExchangeReachesIt() {
    brake.want(true);
    brake.apply();
    brake.attach(exchange);

    assertThat(told).containsExactly("pause");
  }

  @Test
  void aPauseThatIsAppliedLateDoesNotUndoANewerWish() {
    brake.attach(exchange);

    // One thread wants a pause, another one is done with it before the first one comes to apply it.
    brake.want(true);
    brake.want(false);
    brake.apply();
    brake.apply();

    assertThat(told).isEmpty();
  }

  @Test
  void everyWishIsToldOnce() {
    brake.attach(exchange);
    for (boolean wish : new boolean[] {true, true, false, false, true}) {
      brake.want(wish);
      brake.apply();
    }

    assertThat(told).containsExactly("pause", "resume", "pause");
  }
}
