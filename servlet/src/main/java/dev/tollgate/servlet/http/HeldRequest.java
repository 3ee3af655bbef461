package dev.tollgate.servlet.http;

import dev.tollgate.billing.OpenHold;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The money set aside for a request, on its way to the one who will settle it: whoever takes it
 * first, and nobody else, has to. Thread-safe.
 */
public final class HeldRequest {

  private final OpenHold hold;
  private final AtomicBoolean taken = new AtomicBoolean();

  /** A hold that nobody has taken. */
  public HeldRequest(OpenHold hold) {
    this.hold = hold;
  }

  /**
   * Takes the hold over: from now on the taker settles or releases it, and no filter does.
   *
   * @throws IllegalStateException when it was taken before, or its request is over
   */
  public OpenHold takeOver() {
    return takeIfFree()
        .orElseThrow(() -> new IllegalStateException("this hold has an owner already"));
  }

  /** Takes the hold over unless somebody has. */
  public Optional<OpenHold> takeIfFree() {
    return taken.compareAndSet(false, true) ? Optional.of(hold) : Optional.empty();
  }
}
