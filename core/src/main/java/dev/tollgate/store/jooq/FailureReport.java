package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells the operator of batches that fail: of the first at once, and then now and then how many
 * more. While the database is away every batch fails, and a line for each would fill a disk.
 *
 * <p>For one thread.
 */
final class FailureReport {

  /** How long it is silent after a line. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  private final Ticker ticker;
  private final Consumer<String> log;
  private boolean said;
  private long saidNanos;
  private long unsaid;

  FailureReport(Ticker ticker, Consumer<String> log) {
    this.ticker = ticker;
    this.log = log;
  }

  /** A batch of that many commands failed. */
  void failed(int commands, Throwable failure) {
    long now = ticker.read();
    if (said && now - saidNanos < SILENCE.toNanos()) {
      unsaid++;
      return;
    }
    String line = "a batch of " + commands + " commands failed: " + failure;
    log.accept(unsaid == 0 ? line : line + " (and " + unsaid + " more since the last such line)");
    said = true;
    saidNanos = now;
    unsaid = 0;
  }
}
