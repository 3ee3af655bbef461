package dev.tollgate.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StoreWaitTest {

  private static final StoreWait SHORT = StoreWait.ofRequest(Duration.ofMillis(5));

  @Test
  void whatTheStageCompletesWithIsHandedOver() {
    assertThat(SHORT.outcome(CompletableFuture.completedStage("done"))).isEqualTo("done");
  }

  @Test
  void aStageThatNeverEndsIsRefusedAsOverloaded() {
    CompletableFuture<String> never = new CompletableFuture<>();

    assertThatThrownBy(() -> SHORT.outcome(never))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(RefusalKind.OVERLOADED);
              assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
              assertThat(refusal.reason()).contains("try again");
            });
  }

  @Test
  void aStagesOwnRefusalIsThrownAsItIs() {
    Refusal refusal = Refusal.of(RefusalKind.OVERLOADED, "The queue is full.");
    CompletableFuture<String> refused = new CompletableFuture<>();
    refused.completeExceptionally(refusal);

    assertThatThrownBy(() -> SHORT.outcome(refused)).isSameAs(refusal);
    assertThatThrownBy(() -> SHORT.outcome(refused.thenApply(String::strip))).isSameAs(refusal);
  }

  @Test
  void anyOtherFailureIsAFaultOfOurs() {
    Exception cause = new IllegalArgumentException("broken");

    assertThatThrownBy(() -> SHORT.outcome(CompletableFuture.failedStage(cause)))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(cause);
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> SHORT.outcome(new CompletableFuture<String>()))
        .isInstanceOf(Refusal.class);

    assertThat(Thread.interrupted()).isTrue();
  }
}
