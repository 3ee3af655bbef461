package dev.tollgate.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefusalTest {

  @Test
  void refusalSaysWhyAndNothingElse() {
    Refusal refusal = Refusal.of(RefusalKind.NOT_FOUND, "No such account.");

    assertThat(refusal.kind()).isEqualTo(RefusalKind.NOT_FOUND);
    assertThat(refusal.reason()).isEqualTo("No such account.");
    assertThat(refusal.param()).isEmpty();
    assertThat(refusal.retryAfter()).isEmpty();
  }

  @Test
  void refusalOfAFieldNamesIt() {
    assertThat(Refusal.ofField(RefusalKind.INVALID_REQUEST, "messages[0].role", "Wrong.").param())
        .contains("messages[0].role");
  }

  @Test
  void refusalThatPassesSaysWhen() {
    assertThat(
            Refusal.retryable(RefusalKind.OVERLOADED, "Busy.", Duration.ofSeconds(3)).retryAfter())
        .contains(Duration.ofSeconds(3));
  }

  @Test
  void refusalIsAnOutcomeAndCarriesNoStack() {
    Refusal refusal = Refusal.of(RefusalKind.RATE_LIMITED, "Slower.");
    refusal.addSuppressed(new IllegalStateException("noise"));

    assertThat(refusal.getStackTrace()).isEmpty();
    assertThat(refusal.getSuppressed()).isEmpty();
    assertThat(refusal.getCause()).isNull();
  }
}
